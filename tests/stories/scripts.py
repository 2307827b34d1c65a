"""What a story asks of a page in the page's own language."""

# Nothing is loading and nothing has changed for three looks in a row.
STILL = """() => new Promise((done) => {
  let before = '';
  let same = 0;
  const look = () => {
    const loaded = performance.getEntriesByType("resource").length;
    const waits = document.querySelector('[aria-busy=true], .animate-pulse') !== null;
    const now = [loaded, document.querySelectorAll('*').length].join();
    same = now === before && !waits && document.readyState === 'complete' ? same + 1 : 0;
    before = now;
    if (same >= 3) done();
    else setTimeout(look, 70);
  };
  look();
})"""
# The page stands elsewhere than before, and has stood there for some frames.
MOVED = """(before) => new Promise((done) => {
  let last = scrollY;
  let same = 0;
  const look = () => {
    same = scrollY === last && scrollY !== before ? same + 1 : 0;
    last = scrollY;
    if (same >= 5) done(true);
    else requestAnimationFrame(look);
  };
  look();
})"""
# A bar that floats over a list hides a part of whatever scrolls under it, and axe takes that for a small
# target. So the bars lie flat while axe looks; behind an open dialog nothing can be pressed anyway.
FLATTEN = """() => {
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
  for (const one of document.querySelectorAll('body *')) {
    // What is far away is drawn too, so that all of the page is looked at.
    if (getComputedStyle(one).contentVisibility === 'auto') one.style.contentVisibility = 'visible';
    if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) {
      one.dataset.flat = one.style.position;
      one.style.position = 'static';
    }
  }
}"""
RAISE = """() => {
  for (const one of document.querySelectorAll('[data-flat]')) {
    one.style.position = one.dataset.flat;
    delete one.dataset.flat;
  }
}"""
