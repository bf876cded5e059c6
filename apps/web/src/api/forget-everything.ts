import type { QueryClient } from '@tanstack/react-query';

import { forgetPrimed } from './primed.ts';
import { forgetStarted } from './started.ts';

/** Nothing that one person has read is there for the next, answers that nobody has asked for yet included. */
export function forgetEverything(queryClient: QueryClient): void {
  forgetPrimed();
  forgetStarted();
  queryClient.clear();
}
