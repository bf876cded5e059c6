import { describe, expect, it } from 'vitest';

import { ontapFacts } from './ontap-facts.ts';
import { ontapRefusal, vapiRefusal } from './refusal.ts';
import { vapiFacts } from './vapi-facts.ts';

const first = {
  id: 'com.vmware.a',
  default_message: 'Default',
  localized: 'Localised',
  args: ['c1', 7],
  params: { name: { s: 'x' } },
};

describe('facts of a vAPI error', () => {
  it('has the headline first, then its causes', () => {
    const body = {
      error_type: 'INVALID_ARGUMENT',
      messages: [
        first,
        { id: 'com.vmware.b', default_message: 'Cause', args: [] },
        { id: 'com.vmware.c' },
      ],
      data: { primary: 'spec.source', secondary: [] },
    };
    expect(vapiFacts('vcenter', { status: 400, headers: {}, body })).toEqual({
      system: 'vcenter',
      httpStatus: 400,
      errorType: 'INVALID_ARGUMENT',
      messages: [
        {
          id: 'com.vmware.a',
          text: 'Localised',
          args: ['c1', '7'],
          params: { name: { s: 'x' } },
        },
        { id: 'com.vmware.b', text: 'Cause', args: [] },
        { id: 'com.vmware.c', text: 'com.vmware.c', args: [] },
      ],
      data: { primary: 'spec.source', secondary: [] },
    });
  });

  it('reads the older form inside "value"', () => {
    const body = {
      type: 'com.vmware.vapi.std.errors.not_found',
      value: { messages: [first], error_type: 'NOT_FOUND' },
    };
    expect(vapiFacts('esx', { body })).toMatchObject({
      system: 'esx',
      errorType: 'NOT_FOUND',
      messages: [{ text: 'Localised' }],
    });
  });

  it('takes the challenge from the body, else from the header', () => {
    const headers = { 'www-authenticate': 'SIGN realm="vc"' };
    expect(
      vapiFacts('vcenter', { status: 401, headers, body: undefined }),
    ).toEqual({
      system: 'vcenter',
      httpStatus: 401,
      messages: [],
      challenge: 'SIGN realm="vc"',
    });
    expect(
      vapiFacts('vcenter', {
        headers,
        body: { messages: [], challenge: 'Bearer' },
      }).challenge,
    ).toBe('Bearer');
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { messages: 'none' },
    { messages: [null, 7, 'x'] },
    { value: 'x' },
    { error_type: 9, messages: {} },
  ])('gives facts without messages for the body %j', (body) => {
    expect(vapiFacts('vcenter', { status: 500, headers: {}, body })).toEqual({
      system: 'vcenter',
      httpStatus: 500,
      messages: [],
    });
  });

  it('keeps what can be read of a message with members of wrong types', () => {
    const body = {
      messages: [{ id: 7, default_message: 'Readable', args: 'x', params: [] }],
    };
    expect(vapiFacts('vcenter', { body }).messages).toEqual([
      { text: 'Readable', args: [] },
    ]);
  });

  it('is bounded in length, number and depth', () => {
    const nested = (levels: number): unknown =>
      levels === 0 ? 'deep' : { level: nested(levels - 1) };
    const messages = Array.from({ length: 30 }, () => ({
      default_message: 'm'.repeat(3_000),
      args: Array.from({ length: 90 }, String),
      params: { p: nested(20) },
    }));
    const facts = vapiFacts('vcenter', {
      body: { messages, data: nested(20) },
    });
    expect(facts.messages).toHaveLength(20);
    expect(facts.messages[0]?.text).toHaveLength(2_000);
    expect(facts.messages[0]?.args).toHaveLength(50);
    expect(JSON.stringify(facts)).not.toContain('deep');
  });

  it('is plain text: what would not show stands as its code point, markup stays characters', () => {
    const text =
      '\u001b[31mred\u001b[0m \u202eevil\u2066 \u0007bell <b>bold</b>\nline';
    expect(
      vapiFacts('vcenter', { body: { messages: [{ default_message: text }] } })
        .messages[0]?.text,
    ).toBe(
      '⟨U+001B⟩[31mred⟨U+001B⟩[0m ⟨U+202E⟩evil⟨U+2066⟩ ⟨U+0007⟩bell <b>bold</b>\nline',
    );
  });
});

describe('facts of an ONTAP error', () => {
  it('has code, message, target and arguments', () => {
    const error = {
      code: '65536871',
      message: 'Duplicate key management servers exist.',
      target: 'servers',
      arguments: [{ code: '1', message: 'ks1' }, null],
    };
    expect(ontapFacts({ status: 400, headers: {}, body: { error } })).toEqual({
      system: 'ontap',
      httpStatus: 400,
      code: '65536871',
      messages: [{ text: 'Duplicate key management servers exist.', args: [] }],
      target: 'servers',
      arguments: [{ code: '1', message: 'ks1' }],
    });
  });

  it('takes a code that is a number', () => {
    expect(ontapFacts({ body: { error: { code: 4 } } })).toMatchObject({
      code: '4',
      messages: [],
    });
  });

  it.each([
    undefined,
    null,
    'x',
    [],
    {},
    { error: null },
    { error: 'x' },
    { error: {} },
  ])('gives facts without messages for the body %j', (body) => {
    expect(ontapFacts({ status: 500, headers: {}, body })).toEqual({
      system: 'ontap',
      httpStatus: 500,
      messages: [],
    });
  });
});

describe('a refusal', () => {
  it('tells a refused account from a refused request, and repeats no text of the target in its message', () => {
    const body = {
      error_type: 'UNAUTHENTICATED',
      messages: [{ default_message: 'canary' }],
    };
    expect(vapiRefusal('vcenter', { body })).toMatchObject({
      kind: 'unauthenticated',
      delivery: 'answered',
    });
    expect(ontapRefusal({ status: 401, body: undefined })).toMatchObject({
      kind: 'unauthenticated',
    });
    const refused = ontapRefusal({
      status: 403,
      body: { error: { code: '6', message: 'canary' } },
    });
    expect(refused).toMatchObject({ kind: 'refused', facts: { code: '6' } });
    expect(refused.message).not.toContain('canary');
  });
});
