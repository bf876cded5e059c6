import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Day, KeyFacts, StatusLabel, VisibleText } from '@keyward/ui';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Title,
} from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

import { commonName } from '../../certificates/common-name.ts';
import { endsIn } from '../../certificates/days-left.ts';
import { spanInWords, standingOf } from './agenda-words.ts';
import { RenewalPlaces } from './renewal-places.tsx';

interface ChosenEntryProps {
  item: AgendaItem;
  now: Date;
  onClose: () => void;
}

/** What was chosen in the calendar: its two days, and how it is renewed at each place. */
export function ChosenEntry({
  item,
  now,
  onClose,
}: ChosenEntryProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const { tone, word } = standingOf(item);
  const name = commonName(item.subject);
  return (
    <Card
      component="section"
      aria-label={name}
      className="kw-section"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <CardHeader
        actions={{
          actions: (
            <Button
              variant="plain"
              size="sm"
              icon={<TimesIcon />}
              aria-label={say('expiry-agenda.close')}
              onClick={onClose}
            />
          ),
          hasNoOffset: true,
        }}
      >
        <Title
          headingLevel="h2"
          size="md"
          ref={heading}
          tabIndex={-1}
          className="kw-page-title"
        >
          <VisibleText text={name} />
        </Title>
      </CardHeader>
      <CardBody>
        <KeyFacts
          facts={[
            {
              term: say('expiry-agenda.request-by'),
              value: (
                <>
                  <strong>
                    <Day at={item.lastSafeDayToRequest} />
                  </strong>{' '}
                  <StatusLabel tone={tone}>{word}</StatusLabel>
                </>
              ),
            },
            {
              term: say('expiry-agenda.ends'),
              value: (
                <>
                  <Day at={item.expiresAt} />
                  <div className="kw-fine-print">
                    {endsIn(item.expiresAt, now)}
                    {' · '}
                    {say('expiry-agenda.takes', {
                      lead: spanInWords(item.lead.hours),
                    })}
                  </div>
                </>
              ),
            },
          ]}
        />
        <RenewalPlaces item={item} />
        <Link
          to="/certificates"
          search={{ q: item.sha256.slice(0, 16), open: item.sha256 }}
        >
          {say('expiry-agenda.everything-about-it')}
        </Link>
      </CardBody>
    </Card>
  );
}
