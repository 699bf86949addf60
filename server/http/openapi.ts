/** The API described, OpenAPI 3.1, from the very values that are mounted: what is not described is not there. */
import { OpenApiGeneratorV31, OpenAPIRegistry, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { commandSchema } from '../../machines/index.ts';
import type { Body, Door } from './door.ts';
import { problemSchema } from './shapes.ts';

const commandName = 'CommandMessage';

export interface Described {
  /** The path prefix the doors are mounted under. */
  readonly prefix: string;
  readonly doors: readonly Door[];
}

export function describe(version: string, rooms: readonly Described[]): object {
  const registry = new OpenAPIRegistry();
  // The wire's schemas are written with zod/mini, which describes itself as JSON Schema: OpenAPI 3.1 takes that as it is.
  const { $schema: _dialect, ...command } = z.toJSONSchema(commandSchema, { io: 'input' });
  registry.registerComponent(
    'schemas',
    commandName,
    command as Parameters<typeof registry.registerComponent<'schemas'>>[2],
  );
  for (const { prefix, doors } of rooms) {
    for (const { method, path, summary, action, params, query, body, answers } of doors) {
      registry.registerPath({
        method,
        path: `${prefix}${path.replace(/:(\w+)/g, '{$1}')}`,
        summary,
        operationId: `${method}${path.replace(/[^A-Za-z]+(\w?)/g, (_all, letter: string) => letter.toUpperCase())}`,
        description: `Action: ${action}.`,
        request: {
          ...(isShape(params) ? { params } : {}),
          ...(isShape(query) ? { query } : {}),
          ...(body === null ? {} : { body: { required: true, content: contentOf(body) } }),
        },
        responses: {
          ...Object.fromEntries(
            Object.entries(answers).map(([status, { says, schema }]) => [
              status,
              answerOf(Number(status), says, schema),
            ]),
          ),
          default: trouble,
        },
      });
    }
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'WardReady',
      version,
      description: 'Workflow support for preparing patients for procedures. Not certified as a medical device.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

const isShape = (schema: z.ZodType | null): schema is z.ZodObject => schema instanceof z.ZodObject;

function contentOf(body: Body<unknown>) {
  if ('csv' in body) return { 'text/csv': { schema: { type: 'string' as const } } };
  if ('fhir' in body) return { 'application/fhir+json': { schema: { type: 'object' as const } } };
  return {
    'application/json': {
      schema: body.json instanceof z.ZodType ? body.json : { $ref: `#/components/schemas/${commandName}` },
    },
  };
}

const answerOf = (status: number, description: string, schema: z.ZodType | undefined): ResponseConfig => ({
  description,
  ...(schema === undefined
    ? {}
    : {
        content: {
          [status >= 400 && schema === problemSchema ? 'application/problem+json' : 'application/json']: { schema },
        },
      }),
});
const trouble: ResponseConfig = {
  description: 'A problem (RFC 9457): type is stable, detail says what to do',
  content: { 'application/problem+json': { schema: problemSchema } },
};
