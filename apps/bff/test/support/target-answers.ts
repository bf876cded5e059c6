import type { ConsoleUnderTest, SimulatorName } from './console-under-test.ts';
import type { Person } from './person.ts';

/** Ends a target's faults. After so many failures it would get a pause, unless somebody asks whether it is back. */
export async function targetAnswersAgain(
  console: ConsoleUnderTest,
  admin: Person,
  simulator: SimulatorName,
): Promise<void> {
  await console.control(simulator).reset();
  const id = console.connectionId(simulator);
  await admin.call('POST', `/api/connections/${id}/test`, {});
}
