"""Confine: the child has its memory, its seconds and one way to speak, and nothing else."""

from tests.media.alone import said


def test_a_child_sends_what_it_found() -> None:
    assert said("told(lambda send: send(b'seen'))") == "seen"


def test_a_child_that_takes_too_much_memory_ends() -> None:
    assert said("told(lambda send: send(str(len(bytearray(300 * 1024 * 1024))).encode()))") == "ended False"
    assert said("told(lambda send: send(str(len(bytearray(1024 * 1024))).encode()))") == "1048576"


def test_a_child_that_computes_too_long_ends() -> None:
    assert said("told(lambda send: [None for _ in iter(int, 1)], seconds=1)") == "ended False"


def test_a_child_that_never_had_the_machine_is_not_to_blame() -> None:
    assert said("told(lambda send: time.sleep(30), seconds=0.5)") == "ended True"


def test_a_child_that_falls_over_only_ends() -> None:
    assert said("told(lambda send: os.abort())") == "ended False"


def test_a_child_opens_no_file_no_connection_and_not_our_own_channel() -> None:
    tries = """
told(lambda send: tried(send, lambda: open("/etc/hostname"), socket.socket, lambda: os.write(1, b"forged"),
                        lambda: os.dup(2), os.pipe))
"""
    assert said(tries) == "no no no no no"


def test_a_child_cannot_speak_in_the_place_of_the_process_or_of_another_child() -> None:
    tries = """
answers = os.dup(1)
other = confined(lambda send: time.sleep(3), Limits(pixels=1, seconds=2.0, mib=128))
told(lambda send: tried(send, lambda: os.fstat(answers), lambda: os.fstat(other.file)))
other.end()
"""
    assert said(tries) == "no no"


def test_a_child_that_announces_more_than_a_photo_has_ends() -> None:
    tries = """
told(lambda send: [os.write(send.__closure__[0].cell_contents, b"\\xff" * 1048576) for _ in range(100)])
"""
    assert said(tries) == "ended False"
