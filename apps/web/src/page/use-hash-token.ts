import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The one-time token behind `#` of a link. It is read once, kept in this page's memory only, and taken out of the
 * address at once, so that neither the history nor a screenshot keeps it.
 * @returns the token; null when the link has none.
 */
export function useHashToken(): string | null {
  const router = useRouter();
  const hash = useLocation({ select: (location) => location.hash });
  const [token] = useState(() => (hash === '' ? null : hash));
  useEffect(() => {
    const { hash: shown, pathname } = router.history.location;
    if (shown !== '') router.history.replace(pathname);
  }, [router]);
  return token;
}
