import type { Overlay } from "@tonghao/api";

type Words = NonNullable<Overlay["words"]>;

/** The lines "word,category,reason" as words, or the number of the first line that is not right. */
export function wordsOf(text: string, sure: "high" | "middle"): Words | number {
  const words: Words = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [term = "", category = "", ...rest] = line.split(/[,，]/).map((part) => part.trim());
    const reason = rest.join("，");
    if (term.length < 2 || category === "" || reason === "") return at + 1;
    words.push({ term, category, reason, sure });
  }
  return words;
}
