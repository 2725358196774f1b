import './lib/check-node.mjs';

const { runAsCommand } = await import('./lib/command.mjs');
const { cliCommand } = await import('./lib/cli-command.mjs');

await runAsCommand((stop) => cliCommand(process.argv.slice(2), process.env, stop));
