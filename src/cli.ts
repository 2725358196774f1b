import { Command } from 'commander';
import { adminCommand, passwordCommand } from './cli/account-commands.js';
import { auditCommand } from './cli/audit-command.js';
import { historyCommand } from './cli/history-command.js';
import { importCommand } from './cli/import-command.js';
import { churnCommand, jobsCommand, outboxCommand } from './cli/job-commands.js';

const program = new Command('npm run cli --')
  .description('Commands of Guanxi CRM beside the running server, or without one. 命令行工具。')
  .showHelpAfterError()
  .addCommand(importCommand())
  .addCommand(adminCommand())
  .addCommand(passwordCommand())
  .addCommand(jobsCommand())
  .addCommand(churnCommand())
  .addCommand(outboxCommand())
  .addCommand(auditCommand())
  .addCommand(historyCommand());

await program.parseAsync();
