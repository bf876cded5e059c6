const demoAccounts = [
  ['admin', 'security admin: submits changes'],
  ['reviewer', 'reviewer: approves or rejects'],
  ['reviewer2', 'a second reviewer'],
  ['helpdesk', 'helpdesk: reads tasks and changes'],
  ['lead', 'security admin and reviewer'],
];

/** What a person needs once Keyward answers. */
export function describeReady({ mode, publicUrl, dataDir, hasSimulators }) {
  const lines = ['', `  Keyward is ready: ${publicUrl}`, ''];
  if (mode === 'demo') {
    lines.push(
      '  Demo mode, reachable from this machine only. Sign in with password keyward-demo as',
    );
    for (const [name, role] of demoAccounts)
      lines.push(`    ${name.padEnd(10)} ${role}`);
    lines.push('');
  }
  if (hasSimulators)
    lines.push('  Simulated vCenter, ESX and ONTAP systems are running.');
  lines.push(`  Data and logs: ${dataDir}`, '  Ctrl-C stops everything.', '');
  return lines.join('\n');
}
