export const CAN = { allowed: true, reason: null };
export const CANNOT = {
  allowed: false,
  reason: 'Only a reviewer may do this.',
};
