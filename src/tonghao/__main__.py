"""`python -m tonghao`: the same commands as the launcher."""

from tonghao.cli import main

main()
