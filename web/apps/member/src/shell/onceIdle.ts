/** Do `it` when the first page stands and nothing else is in the way. */
export function onceIdle(it: () => void): () => void {
  const begin = () => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(it, { timeout: 5000 });
    else setTimeout(it, 1000);
  };
  const timer = setTimeout(begin, 2500);
  return () => clearTimeout(timer);
}
