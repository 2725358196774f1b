import './lib/check-node.mjs';

const { runAsCommand } = await import('./lib/command.mjs');
const { testCommand } = await import('./lib/test-command.mjs');

await runAsCommand((stop) => testCommand(process.argv.slice(2), stop));
