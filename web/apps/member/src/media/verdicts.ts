/** Between the live events and the uploads that wait for them. */
const heard = new Set<(mediaId: string) => void>();

/** Call `one` when a photo of mine has been checked, until the returned function is called. */
export function onVerdict(one: (mediaId: string) => void): () => void {
  heard.add(one);
  return () => heard.delete(one);
}

export function hearVerdict(mediaId: string): void {
  for (const one of heard) one(mediaId);
}
