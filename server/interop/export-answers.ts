/** What was answered, as a QuestionnaireResponse: a group for each step. No first answer of a blind check before the second. */
import type {
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from '@medplum/fhirtypes';
import { type Evidence, type ItemDocument, type ItemStatus, itemStatus } from '../../machines/index.ts';
import { type Exporting, idOf, instantText, refer, systems } from './export-shapes.ts';
import type { Standing } from './export-status.ts';

export function answersOf(exporting: Exporting, { task }: Standing): QuestionnaireResponse {
  const { protocol, lastOpen, now } = exporting;
  const groups = protocol.steps.flatMap(({ definition, items }): readonly QuestionnaireResponseItem[] => {
    const answered = items.flatMap((item): readonly QuestionnaireResponseItem[] => {
      const evidence = lastOpen.context.evidence[item.id];
      const status = itemStatus(lastOpen, definition.id, item.id) ?? 'pending';
      const answer = evidence === undefined ? null : answerOf(item, evidence, status);
      return answer === null ? [] : [{ linkId: item.id, text: item.text, answer: [answer] }];
    });
    return answered.length === 0 ? [] : [{ linkId: definition.id, text: definition.title, item: answered }];
  });
  return {
    resourceType: 'QuestionnaireResponse',
    id: idOf(exporting, 'answers'),
    questionnaire: `${systems.protocol}:${protocol.document.id}|${protocol.document.version}`,
    status: task === 'completed' ? 'completed' : task === 'cancelled' ? 'stopped' : 'in-progress',
    subject: refer(exporting, 'patient'),
    authored: instantText(now.at),
    ...(groups.length === 0 ? {} : { item: groups }),
  };
}

/** Null where there is none to show: not answered yet, taken back, or half of a blind check. */
export function answerOf(
  item: ItemDocument,
  evidence: Evidence,
  status: ItemStatus,
): QuestionnaireResponseItemAnswer | null {
  const { answer } = item;
  if ('timer' in answer) return status === 'satisfied' || status === 'used' ? { valueBoolean: true } : null;
  if (evidence.value === undefined || status === 'pending' || status === 'awaiting') return null;
  // Neither of two answers that differ wins, and one alone tells the second person what to say.
  if (item.kind === 'secondPerson' && (evidence.second === undefined || status === 'disputed')) return null;
  const { value } = evidence;
  if ('choices' in answer) {
    const label = answer.choices.find((choice) => choice.value === value)?.label;
    return {
      valueCoding: {
        system: `${systems.item}:${item.id}`,
        code: String(value),
        ...(label === undefined ? {} : { display: label }),
      },
    };
  }
  if (!('unit' in answer)) return { valueString: String(value) };
  if (answer.unit === 'clock') return { valueDateTime: instantText(Number(value)) };
  return {
    valueQuantity: {
      value: Number(value),
      ...(answer.unit === '1' ? {} : { unit: answer.unit }),
      system: 'http://unitsofmeasure.org',
      code: answer.unit,
    },
  };
}
