import type { ErrorCode } from '@keyward/contract';
import { afterTransactions, type Database } from '@keyward/database';
import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import type { Logger } from 'pino';

import type { DenialNotes } from './audit/denials.ts';
import { notingWantOfProof } from './audit/note-refusals.ts';
import {
  type AnswersAtOnce,
  createAnswersAtOnce,
} from './cached-reads/answer-at-once.ts';
import type { MonotonicClock } from './cached-reads/short-memory.ts';
import type { Config } from './config.ts';
import type { EstateCache } from './connections/estate/estate-cache.ts';
import { clientAddress } from './http/client-address.ts';
import { admittedOf, createDispatcher } from './http/dispatcher.ts';
import { createExpressApp } from './http/express-app.ts';
import type { Handlers, RawHandler } from './http/handler.ts';
import { rawRefusal } from './http/raw-refusal.ts';
import { createSecurityHeaders } from './http/security-headers.ts';
import { createProblemSender, type ProblemPage } from './http/send-problem.ts';
import { loadStaticFiles, type StaticFiles } from './http/static-files.ts';
import type { SealedReason } from './key-custody/sealed-words.ts';
import type { LimitSettings } from './limits/limits-section.ts';
import { createRequestLimits } from './limits/request-limits.ts';
import { createRunningLimits } from './limits/running-limits.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createSessionGate } from './people/session-gate.ts';
import { refusalPage } from './review-page/refusal-page.ts';

export interface RequestListenerParts {
  config: Pick<Config, 'mode' | 'origins' | 'trustProxy' | 'webDir'>;
  db: Database;
  log: Logger;
  /** Origins of this console, with its own port once that is known. */
  origins: readonly string[];
  perPerson: LimitSettings;
  handlers: Handlers;
  estate: EstateCache;
  sealedBecause: () => SealedReason | null;
  denials: DenialNotes;
  metrics: Pick<Metrics, 'observe' | 'refused'>;
  streamEvents: RawHandler;
  /** Clock of the cached reads; a test has its own. */
  cachedReadClock: MonotonicClock | undefined;
}

export interface AnyRequest {
  listener: RequestListener;
  /** The whole answer to bytes that never became a request. */
  refuseRaw: (code: ErrorCode) => string;
}

/** The way of every request: answers from memory first, then the dispatcher with its gates, then Express. */
export async function createRequestListener(
  parts: RequestListenerParts,
): Promise<AnyRequest> {
  const { config, db, estate, metrics, denials, sealedBecause } = parts;
  const staticFiles = await loadStaticFiles(config.webDir);
  const sendProblem = createProblemSender(
    parts.log,
    (code) => metrics.refused(code),
    problemPageOf(staticFiles),
  );
  const { list: headers, protect } = createSecurityHeaders(
    config.origins[0]?.startsWith('https:') === true,
  );
  const sessions = createSessionGate(db, config.mode, parts.cachedReadClock);
  afterTransactions(db, () => {
    sessions.forgetChecked();
    estate.forgetChecked();
  });
  const limits = createRequestLimits(parts.perPerson);
  const atOnce = createAnswersAtOnce({
    headers,
    sessions,
    estate,
    limits,
    count: metrics.observe,
  });
  const dispatch = createDispatcher({
    origins: parts.origins,
    atOnce,
    protect,
    sessions,
    estate,
    sealedBecause,
    streamEvents: parts.streamEvents,
    express: createExpressApp(
      parts.handlers,
      notingWantOfProof(sendProblem, denials),
      config.mode,
      createRunningLimits(parts.perPerson),
    ),
    limits,
    staticFiles,
    sendProblem,
    clientAddress: (request) => clientAddress(request, config.trustProxy),
    noteDenial: ({ caller, requestId, ip, name }, code) =>
      denials.note({ caller, origin: { requestId, ip }, code, route: name }),
  });
  return {
    listener: counted(dispatch, atOnce, metrics),
    refuseRaw: (code) => rawRefusal(protect, code),
  };
}

/** What a browser shows in the place of a refusal: a page that says it, or the application where it lacks a page. */
function problemPageOf(staticFiles: StaticFiles): ProblemPage {
  return (request, problem) => {
    const refused = refusalPage(
      request.method ?? 'GET',
      request.url ?? '/',
      problem,
    );
    if (refused !== null) return refused;
    const text = staticFiles.missingPage(request, problem);
    return text === null ? null : { policy: null, text };
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

function counted(
  dispatch: Listener,
  atOnce: AnswersAtOnce,
  metrics: Pick<Metrics, 'observe'>,
): Listener {
  return (request, response) => {
    atOnce.answer(request, response, () => {
      response.once('close', () => {
        metrics.observe(routeOf(request), response.statusCode);
      });
      dispatch(request, response);
    });
  };
}

function routeOf(request: IncomingMessage) {
  try {
    return admittedOf(request).name;
  } catch {
    return 'other' as const;
  }
}
