#!/usr/bin/env node
import { Command } from 'commander';
import { alertsCommand } from './commands/alerts.js';
import { archiveCommand } from './commands/archive.js';
import { benchmarksCommand } from './commands/benchmarks.js';
import { connectCommand } from './commands/connect.js';
import { connectionCommand } from './commands/connection.js';
import { connectionsCommand } from './commands/connections.js';
import { eventNodeCommand } from './commands/event-node.js';
import { featuresCommand } from './commands/features.js';
import { ingestCommand } from './commands/ingest.js';
import { mergeCommand, separateCommand } from './commands/merge.js';
import { modelsCommand } from './commands/models.js';
import { parkedCommand } from './commands/parked.js';
import { pauseCommand } from './commands/pause.js';
import { rebuildCommand } from './commands/rebuild.js';
import { remapCommand } from './commands/remap.js';
import { repairCommand } from './commands/repair.js';
import { replayCommand } from './commands/replay.js';
import { resumeCommand } from './commands/resume.js';
import { rewindCommand } from './commands/rewind.js';
import { rotateSecretCommand } from './commands/rotate-secret.js';
import { rulesCommand } from './commands/rules.js';
import { sensitivityCommand } from './commands/sensitivity.js';
import { simulateCommand } from './commands/simulate.js';
import { testConnectionCommand } from './commands/test-connection.js';
import { tokenCommand } from './commands/token.js';
import { trainCommand } from './commands/train.js';
import { verifyCommand } from './commands/verify.js';
import { reasonOf } from './reason-of.js';

const program = new Command('treering')
  .description('Event-sourced customer-success analytics.')
  .showHelpAfterError()
  .addCommand(tokenCommand)
  .addCommand(connectionsCommand)
  .addCommand(connectionCommand)
  .addCommand(connectCommand)
  .addCommand(pauseCommand)
  .addCommand(resumeCommand)
  .addCommand(rotateSecretCommand)
  .addCommand(testConnectionCommand)
  .addCommand(alertsCommand)
  .addCommand(rulesCommand)
  .addCommand(sensitivityCommand)
  .addCommand(benchmarksCommand)
  .addCommand(eventNodeCommand)
  .addCommand(ingestCommand)
  .addCommand(mergeCommand)
  .addCommand(separateCommand)
  .addCommand(parkedCommand)
  .addCommand(repairCommand)
  .addCommand(remapCommand)
  .addCommand(rewindCommand)
  .addCommand(replayCommand)
  .addCommand(simulateCommand)
  .addCommand(rebuildCommand)
  .addCommand(verifyCommand)
  .addCommand(featuresCommand)
  .addCommand(trainCommand)
  .addCommand(modelsCommand)
  .addCommand(archiveCommand);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`treering: ${reasonOf(error)}\n`);
  process.exitCode = 1;
}
