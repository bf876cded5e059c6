export { Alert } from './alert.tsx';
export {
  BeforeAfter,
  hiddenChanges,
  type Difference,
  type Folds,
} from './before-after.tsx';
export { CopyableId } from './copyable-id.tsx';
export { Countdown } from './countdown.tsx';
export { Day } from './day.tsx';
export { Duration } from './duration.tsx';
export { EmptyPage } from './empty-page.tsx';
export { FactText } from './fact-text.tsx';
export { fingerprintPairs } from './fingerprint-pairs.ts';
export { Fingerprint } from './fingerprint.tsx';
export { describeDuration } from './describe-duration.ts';
export { JsonView } from './json-view.tsx';
export { KeyFacts, type KeyFact } from './key-facts.tsx';
export { clockTime, Moment, momentWithZone } from './moment.tsx';
export { NoValue } from './no-value.tsx';
export { ProblemNotice, type NoticedProblem } from './problem-notice.tsx';
export { RequestView, type ShownRequest } from './request-view.tsx';
export { Shortened } from './shortened.tsx';
export { StatusLabel, type StatusTone } from './status-label.tsx';
export {
  ExpandableRowContent,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  ToggleTd,
  Tr,
} from './table.tsx';
export {
  inZone,
  showTimesIn,
  timeZone,
  type TimeZoneChoice,
  useTimeZone,
  zoneName,
} from './time-zone.ts';
export { Timestamp } from './timestamp.tsx';
export { useCopied } from './use-copied.ts';
export { useNow } from './use-now.ts';
export { VisibleText } from './visible-text.tsx';
export { ZoneNote } from './zone-note.tsx';
export { visibleText } from '@keyward/contract/visible-text';
