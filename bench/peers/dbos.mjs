/**
 * A workflow per tap, its id the tap's: one step reads the patient's snapshot, makes the transition and writes it, on PostgreSQL.
 * Its door is node:http, the lightest there is here.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { initialTransition, transition } from 'xstate';
import { answerQuestions } from '../durability/processes.ts';
import { workloadOf } from '../durability/workloads.ts';

const { machine, events, input } = await workloadOf(process.env['BENCH_WORKLOAD']);
const url = process.env['BENCH_POSTGRES'];
const pool = new pg.Pool({ connectionString: url, max: 20 });
await pool.query('CREATE TABLE IF NOT EXISTS preparation (id text PRIMARY KEY, state jsonb NOT NULL)');
const [first] = initialTransition(machine, input);
const stored = ({ value, context }) => JSON.stringify({ value, context });

async function step(patient, index) {
  const { rows } = await pool.query('SELECT state FROM preparation WHERE id = $1', [patient]);
  const [next] = transition(machine, machine.resolveState(rows[0].state), events[index]);
  await pool.query('UPDATE preparation SET state = $2 WHERE id = $1', [patient, stored(next)]);
}
const tap = DBOS.registerWorkflow((patient, index) => DBOS.runStep(() => step(patient, index), { name: 'step' }), {
  name: 'tap',
});
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, systemDatabasePoolSize: 20, logLevel: 'error' });
await DBOS.launch();

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', async () => {
    try {
      const { patient, index } = JSON.parse(body);
      const handle = await DBOS.startWorkflow(tap, { workflowID: `${patient}-${index}` })(patient, index);
      await handle.getResult();
      response.end('{"ok":true}');
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');

let begun = 0;
async function begin(many) {
  const patients = Array.from({ length: many }, () => `patient-${(begun += 1)}`);
  await pool.query('INSERT INTO preparation SELECT unnest($1::text[]), $2', [patients, stored(first)]);
  return patients;
}
answerQuestions({ start: async () => ({ url: `http://127.0.0.1:${server.address().port}` }), begin });
