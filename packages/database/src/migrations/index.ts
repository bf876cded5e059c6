import type { Migration } from 'kysely/migration';

import { first } from './0001-first.ts';
import { peopleAndPolicy } from './0002-people-and-policy.ts';
import { organisationSignIn } from './0003-organisation-sign-in.ts';
import { handshakes } from './0004-handshakes.ts';
import { keyRotation } from './0005-key-rotation.ts';
import { connectionPollers } from './0006-connection-pollers.ts';
import { lists } from './0007-lists.ts';
import { sharedLimits } from './0008-shared-limits.ts';
import { auditSinks } from './0009-audit-sinks.ts';
import { restoreMarks } from './0010-restore-marks.ts';
import { estateVersion } from './0011-estate-version.ts';
import { lookup } from './0012-lookup.ts';
import { probeFacts } from './0013-probe-facts.ts';
import { drafts } from './0014-drafts.ts';
import { following } from './0015-following.ts';
import { decisionField } from './0016-decision-field.ts';
import { taskViews } from './0017-task-views.ts';
import { endedDrafts } from './0018-ended-drafts.ts';
import { changesToAnswer } from './0019-changes-to-answer.ts';
import { draftsOfCopies } from './0020-drafts-of-copies.ts';

/** Every migration in order. A landed one is never edited; the next change is the next number. */
export const MIGRATIONS = {
  '0001-first': first,
  '0002-people-and-policy': peopleAndPolicy,
  '0003-organisation-sign-in': organisationSignIn,
  '0004-handshakes': handshakes,
  '0005-key-rotation': keyRotation,
  '0006-connection-pollers': connectionPollers,
  '0007-lists': lists,
  '0008-shared-limits': sharedLimits,
  '0009-audit-sinks': auditSinks,
  '0010-restore-marks': restoreMarks,
  '0011-estate-version': estateVersion,
  '0012-lookup': lookup,
  '0013-probe-facts': probeFacts,
  '0014-drafts': drafts,
  '0015-following': following,
  '0016-decision-field': decisionField,
  '0017-task-views': taskViews,
  '0018-ended-drafts': endedDrafts,
  '0019-changes-to-answer': changesToAnswer,
  '0020-drafts-of-copies': draftsOfCopies,
} satisfies Record<string, Migration>;
