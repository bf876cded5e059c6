import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves true once a URL answers 200, false when `isOver` says so or the time is up. */
export async function waitUntilReady(url, isOver, patienceMs) {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && !isOver()) {
    if ((await statusOf(url)) === 200) return true;
    await delay(50);
  }
  return false;
}

function statusOf(url) {
  const isTls = url.startsWith('https:');
  return new Promise((resolve) => {
    // Our own server on this machine, whose certificate names the public host: only asked whether it is up.
    const options = {
      timeout: 2_000,
      ...(isTls ? { rejectUnauthorized: false } : {}),
    };
    const request = (isTls ? httpsRequest : httpRequest)(
      url,
      options,
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
    request.end();
  });
}
