import { momentWithZone } from '@keyward/ui';

const RFC_3339 = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** The pieces of a sentence; a moment is RFC 3339 text. */
export function sentencePieces(
  sentence: string,
): { text: string; isMoment: boolean }[] {
  return sentence
    .split(RFC_3339)
    .map((text, index) => ({ text, isMoment: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** A sentence for a text that is read elsewhere and later: every time with its day and zone. */
export function writtenSentence(sentence: string): string {
  return sentencePieces(sentence)
    .map(({ text, isMoment }) => (isMoment ? momentWithZone(text) : text))
    .join('');
}
