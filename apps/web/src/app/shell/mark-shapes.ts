/** The keyhole that two people stand beside: the parts of the mark, back to front, in a square of 32. */
export const MARK_SHAPES = [
  {
    className: 'kw-mark-shield',
    d: 'M16 2 28 6.5v8.6c0 7.2-4.9 12.3-12 14.9C8.9 27.4 4 22.3 4 15.1V6.5L16 2Z',
  },
  {
    className: 'kw-mark-hole',
    d: 'M12.5 12.2a3.5 3.5 0 1 1 5.2 3.06V22h-3.4v-6.74a3.5 3.5 0 0 1-1.8-3.06Z',
  },
  { className: 'kw-mark-people', d: 'M21.8 10.3v9.2M10.2 10.3v9.2' },
] as const;
