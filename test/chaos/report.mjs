/** The closing table of a run, as lines. */
export function reportLines({ journal, findings, rounds, replayed, unseen, deliveryMs, outages, seconds }) {
  const { counts, entries } = journal;
  const load = {
    seconds: seconds.toFixed(0),
    mutations: entries.length,
    acknowledged: journal.count('acknowledged'),
    refused: journal.count('refused'),
    unknown: journal.count('unknown'),
    retried: counts.retried,
    'calls without an answer': counts.unanswered,
    'calls answered UNAVAILABLE': counts.unavailable,
    'connections cut': counts.cut,
    'sent twice at once': counts.twins,
    'server kills': rounds.serverKills,
    'database kills': rounds.databaseKills,
    'server ready after kill': spread(rounds.bootMs),
    'first write after database kill': spread(rounds.recoveryMs),
    'keys replayed': `${replayed.replayed} (${replayed.conflicts} with another input)`,
    'last event delivered': deliveryMs === null ? 'never' : `${(deliveryMs / 1000).toFixed(1)} s after the end`,
    'damages that the checks find':
      unseen === null ? 'not tried' : unseen.length === 0 ? 'all' : `not ${unseen.join('; ')}`,
  };
  const perOperation = [...new Set(entries.map(({ operation }) => operation))].sort().map((operation) => {
    const of = (state) => entries.filter((entry) => entry.operation === operation && entry.state === state).length;
    return `  ${operation.padEnd(20)} ${of('acknowledged')} acknowledged, ${of('refused')} refused ${codes(entries, operation)}`;
  });
  return [...table(load), ...perOperation, ...outageLines(outages), ...table(findings.kinds), ...findings.lines];
}

function codes(entries, operation) {
  const refused = entries.filter((entry) => entry.operation === operation && entry.state === 'refused');
  const found = [...new Set(refused.map(({ code }) => code))];
  return found.length === 0 ? '' : `(${found.join(', ')})`;
}

function table(figures) {
  return Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(34)} ${figure}`);
}

function outageLines(outages) {
  return outages.map(
    ({ label, question, count, medianMs, longestMs, answers }) =>
      `  ${label.padEnd(20)} ${question.padEnd(22)} ${count} × median ${ms(medianMs)}, longest ${ms(longestMs)}  ${answers}`,
  );
}

function spread(times) {
  if (times.length === 0) return 'none';
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${ms(sorted[Math.floor(sorted.length / 2)])}, longest ${ms(sorted.at(-1))}`;
}

function ms(value) {
  return `${Math.round(value)} ms`;
}
