import type { ExpiryAgenda, LeadTime, OperationId } from '@keyward/contract';
import { FEWEST_MEASURED_CHANGES } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { spanInWords } from './agenda-words.ts';

/** What the last safe day was computed from: once for all, and for each operation that has its own measure. */
export function LeadNote({ agenda }: { agenda: ExpiryAgenda }): ReactNode {
  const own = new Map<OperationId, LeadTime>();
  for (const { lead } of agenda.items) {
    if (lead.operation !== null) own.set(lead.operation, lead);
  }
  return (
    <div className="kw-subtle kw-lead-note">
      <p>{leadInWords(agenda.lead)}</p>
      {[...own].map(([operation, lead]) => (
        <p key={operation}>
          {say('expiry-agenda.for-operation', {
            operation:
              operation === 'console.update-connection'
                ? say('expiry-agenda.changing-a-connection')
                : say('expiry-agenda.replacing-a-client-certificate'),
            lead: leadInWords(lead),
          })}
        </p>
      ))}
    </div>
  );
}

function leadInWords({
  hours,
  marginHours,
  basis,
  measured,
  percentile,
}: LeadTime): string {
  return measured
    ? say('expiry-agenda.measured', {
        lead: spanInWords(hours),
        took: spanInWords(hours - marginHours),
        margin: spanInWords(marginHours),
        percentile,
        basis,
      })
    : say('expiry-agenda.not-measured', {
        lead: spanInWords(hours),
        needed: FEWEST_MEASURED_CHANGES,
        basis,
      });
}
