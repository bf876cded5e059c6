import { LANGUAGE } from '@keyward/messages';

const CLOCK = new Intl.DateTimeFormat(LANGUAGE, {
  hour: '2-digit',
  minute: '2-digit',
});
const DAY_AND_CLOCK = new Intl.DateTimeFormat(LANGUAGE, {
  dateStyle: 'medium',
  timeStyle: 'short',
});
const WITH_ZONE = new Intl.DateTimeFormat(LANGUAGE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

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

/** A moment as one says it: the time of day when it is today, else the day too. */
export function momentWords(at: string, now: Date): string {
  const date = new Date(at);
  return date.toDateString() === now.toDateString()
    ? CLOCK.format(date)
    : DAY_AND_CLOCK.format(date);
}

/** A sentence for a text that is read elsewhere and later: every time with its day and zone. */
export function writtenSentence(sentence: string): string {
  return sentencePieces(sentence)
    .map(({ text, isMoment }) =>
      isMoment ? WITH_ZONE.format(new Date(text)) : text,
    )
    .join('');
}
