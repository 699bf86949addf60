/**
 * Training on a type of equipment is a competence of that type's name: an item that asks for `competence: gastroscope`
 * is answered by whom the staff register or the equipment log says is trained on it. Two registers, one question.
 */
import type { Directory } from '../people/staff.ts';
import type { Equipment } from './equipment.ts';

export const withTraining = (directory: Directory, { trainedOn }: Pick<Equipment, 'trainedOn'>): Directory => ({
  ...directory,
  async competences(person, at) {
    const [registered, trained] = await Promise.all([directory.competences(person, at), trainedOn(person, at)]);
    return [...new Set([...registered, ...trained])].sort();
  },
});
