import type { Topic } from "@tonghao/api";
import { inLocale, type Locale } from "@tonghao/i18n";

/** The name of a topic; its code when the server knows more topics than this page. */
export function topicName(topics: Topic[], code: string, locale: Locale): string {
  const topic = topics.find((one) => one.code === code);
  return topic === undefined ? code : inLocale(locale, topic.zh, topic.en);
}
