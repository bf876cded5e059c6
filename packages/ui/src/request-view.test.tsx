import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { requestText } from './request-text.ts';
import { RequestView } from './request-view.tsx';

describe('the exact request', () => {
  it('shows dots where a secret goes, however deep, and nothing of where it came from', () => {
    const { body } = requestText({
      method: 'POST',
      path: '/api/x',
      body: {
        records: [
          { server: 'a', password: { $secret: '/servers/0/password' } },
        ],
        key: { $secret: '/key' },
      },
    });
    expect(body).not.toContain('$secret');
    expect(JSON.parse(body ?? '')).toEqual({
      records: [{ server: 'a', password: '•••' }],
      key: '•••',
    });
  });

  it('keeps an object that only looks like a placeholder', () => {
    const { body } = requestText({
      method: 'POST',
      path: '/',
      body: { $secret: 'a', other: 1 },
    });
    expect(JSON.parse(body ?? '')).toEqual({ $secret: 'a', other: 1 });
  });

  it('writes the query as it will be sent', () => {
    const { address } = requestText({
      method: 'POST',
      path: '/api/x',
      query: { 'vmw-task': 'true', q: 'a b' },
    });
    expect(address).toBe('/api/x?vmw-task=true&q=a+b');
  });

  it('says when there is no body', () => {
    render(<RequestView request={{ method: 'DELETE', path: '/api/x' }} />);
    expect(screen.getByText('No body.')).toBeTruthy();
    expect(screen.getByText('DELETE')).toBeTruthy();
  });
});
