/** What this device keeps of the person who is signed in; how it looks and which keys it hears belong to the device. */
const KEPT_HERE = ["tonghao.draft.", "tonghao.searched", "tus::tonghao"];
const KEPT_IN_THIS_WINDOW = ["tonghao.place."];

function forget(storage: Storage, beginnings: string[]): void {
  for (const key of Object.keys(storage)) {
    if (beginnings.some((beginning) => key.startsWith(beginning))) storage.removeItem(key);
  }
}

/** The person has gone from this device: nobody after them finds what they wrote, searched or read. */
export function forgetPerson(): void {
  try {
    forget(localStorage, KEPT_HERE);
    forget(sessionStorage, KEPT_IN_THIS_WINDOW);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
