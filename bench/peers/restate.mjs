/** The machine under @restatedev/xstate, as its README says; `BENCH_PORT` is where Restate finds it. */
// It calls Promise.withResolvers, which Node 20 lacks; without it every invocation hangs until Restate gives up.
Promise.withResolvers ??= function withResolvers() {
  const made = {};
  made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
const { endpoint } = await import('@restatedev/restate-sdk');
const { xstate } = await import('@restatedev/xstate');
const { answerQuestions } = await import('../durability/processes.ts');
const { workloadOf } = await import('../durability/workloads.ts');

const { machine } = await workloadOf(process.env['BENCH_WORKLOAD']);
const port = Number(process.env['BENCH_PORT']);
await endpoint().bind(xstate('preparation', machine)).listen(port);
answerQuestions({ start: async () => ({ url: `http://127.0.0.1:${port}` }) });
