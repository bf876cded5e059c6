import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { operationContract } from '../operations/index.ts';
import { OPERATION_IDS } from '../operations/operation-id.ts';
import { failureKind } from '../task.ts';
import {
  DOCUMENTED_CODES,
  DOCUMENTED_PER_OPERATION,
} from './documented-codes.testing.ts';
import { knownProblems, searchKnownProblems } from './index.ts';

const problems = knownProblems();

const SENTENCE = /^(vCenter|vSphere|\p{Lu}|\d).{5,220}[.?]$/u;
const UNTIDY = /['"!]|\s{2}/;

describe('the catalogue of known problems', () => {
  it.each(Object.entries(DOCUMENTED_CODES))(
    'explains every documented code of %s, and no other',
    (system, codes) => {
      const listed = problems.filter((each) => each.system === system);
      expect(listed.map(({ code }) => code).sort()).toEqual([...codes].sort());
    },
  );

  it.each(Object.entries(DOCUMENTED_PER_OPERATION))(
    'explains every documented code of %s, once',
    (operation, codes) => {
      const told = problems.filter(
        ({ system, operations }) =>
          ['vcenter', 'esx', 'ontap'].includes(system) &&
          operations.some((id) => id === operation),
      );
      expect(told.map(({ code }) => code).sort()).toEqual([...codes].sort());
    },
  );

  it('explains every way in which a task can fail', () => {
    const codes = problems
      .filter(({ system }) => system === 'console')
      .map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(failureKind.options));
  });

  it('has an id for each, made for links, and none twice', () => {
    const ids = problems.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('says of each what happened, why, where to look and what to do, in sentences', () => {
    const faulty = problems.filter(({ sentence, cause, check, fix }) => {
      const told = [sentence, cause, check, fix];
      return (
        new Set(told).size < told.length ||
        told.some((text) => !SENTENCE.test(text) || UNTIDY.test(text))
      );
    });
    expect(faulty).toEqual([]);
  });

  it('points only at fields that every named operation has', () => {
    const pointed = problems.filter(
      ({ field }) => field !== null && field !== 'connection',
    );
    expect(pointed.length).toBeGreaterThan(20);
    const lost = pointed.filter(
      ({ field, operations }) =>
        operations.length === 0 ||
        !operations.every((operation) =>
          hasField(schemaOf(operation), (field ?? '').slice(1).split('/')),
        ),
    );
    expect(lost).toEqual([]);
  });

  it('names only operations that there are', () => {
    for (const { operations } of problems) {
      expect(OPERATION_IDS).toEqual(expect.arrayContaining([...operations]));
    }
  });

  it('names every call that answers a shared code', () => {
    const found = problems.find(({ id }) => id === 'ontap-65536828');
    expect(found?.operations).toEqual(['ontap.add-key-servers']);
    expect(found?.calls).toEqual([
      'POST key-servers',
      'PATCH key-servers',
      'DELETE key-servers',
      'PATCH key-managers',
      'DELETE key-managers',
    ]);
  });
});

describe('a search for a known problem', () => {
  const first = (text: string) => searchKnownProblems(problems, text)[0]?.id;

  it.each([
    ['65536038', 'ontap-65536038'],
    [' 66060339 ', 'ontap-66060339'],
    ['UNKNOWN_CA', 'tls-unknown-ca'],
    ['tls-unknown-ca', 'tls-unknown-ca'],
    ['unknown ca', 'tls-unknown-ca'],
    ['econnrefused', 'network-econnrefused'],
    ['Authentication Not Successful', 'kmip-3'],
    ['alert 116', 'tls-certificate-required'],
    ['pin mismatch', 'certificate-pin-mismatch'],
    ['four primary key servers', 'ontap-65536038'],
    [
      'overflow token refused another vCenter',
      'vcenter-register-expanded-token-unauthenticated',
    ],
  ])('for “%s” finds %s first', (text, id) => {
    expect(first(text)).toBe(id);
  });

  it('puts the whole code before codes that begin with it', () => {
    const codes = searchKnownProblems(problems, '6').map(({ code }) => code);
    expect(codes.indexOf('6')).toBeLessThan(codes.indexOf('65536038'));
  });

  it('finds everything when nothing is asked', () => {
    expect(searchKnownProblems(problems, '  ')).toEqual(problems);
  });

  it('finds nothing for words that nobody wrote', () => {
    expect(searchKnownProblems(problems, 'aardvark')).toEqual([]);
    expect(searchKnownProblems(problems, '.*')).toEqual([]);
  });
});

function schemaOf(operation: Parameters<typeof operationContract>[0]): unknown {
  return z.toJSONSchema(operationContract(operation).input, {
    io: 'input',
    unrepresentable: 'any',
  });
}

function hasField(schema: unknown, path: readonly string[]): boolean {
  if (!isRecord(schema)) return false;
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const branches: unknown[] = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (word): unknown[] => {
      const each = schema[word];
      return Array.isArray(each) ? each : [];
    },
  );
  if (branches.some((branch) => hasField(branch, path))) return true;
  if (/^\d+$/.test(name)) return hasField(schema['items'], rest);
  const properties = schema['properties'];
  return (
    isRecord(properties) &&
    Object.hasOwn(properties, name) &&
    hasField(properties[name], rest)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
