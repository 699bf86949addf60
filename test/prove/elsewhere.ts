/**
 * Controls that are not the machine's: kept on the server or on a screen, and shown by a test there. Each is taken out of
 * a copy of the project, and the test that shows it is run in that copy.
 */
export interface ElsewhereControl {
  /** Its row in docs/safety.yaml, which lists the test. */
  readonly id: string;
  /** What a reader would say is wrong without it. */
  readonly without: string;
  readonly file: string;
  /** The function or constant it lies in. */
  readonly in: string;
  readonly from: string;
  readonly to: string;
  /** The test that must be red, as its file has the title. */
  readonly shownBy: { readonly file: string; readonly title: string };
}

const claims = 'test/server/equipment/claims.test.ts';
const whereabouts = 'test/server/whereabouts.test.ts';
const untold = 'is held by the store where the other one was not told, having been opened in the same moment';
const results = 'test/server/results.test.ts';

export const elsewhere: readonly ElsewhereControl[] = [
  {
    id: 'I21',
    without: 'whoever holds a faulty thing hears nothing of it',
    file: 'server/equipment/call-back.ts',
    in: 'startCallBacks',
    from: 'await tell(entry, preparation);',
    to: 'void preparation;',
    shownBy: { file: claims, title: 'takes a faulted pump back from its holder, and from no other' },
  },
  {
    id: 'I21',
    without: 'anybody puts a faulty thing back into service',
    file: 'server/equipment/page.ts',
    in: 'turn',
    from: "if (by.role !== 'clinicalEngineer') return no('engineerOnly', 'Only a clinical engineer puts this back into service.');",
    to: '',
    shownBy: {
      file: 'test/server/equipment/book.test.ts',
      title: 'puts nothing back into service but by an engineer',
    },
  },
  {
    id: 'I21',
    without: 'a screen shows as ready whoever was not told yet',
    file: 'server/equipment/equipment.ts',
    in: 'createEquipment',
    from: 'isCalled(asset) ? replayOne(protocol, now, recalled(item, now.at)) : now',
    to: 'isCalled(asset) && item === null ? replayOne(protocol, now, recalled(item, now.at)) : now',
    shownBy: {
      file: claims,
      title: 'shows nobody ready and hands nobody over with what ${what}, before its holder is told',
    },
  },
  {
    id: 'I23',
    without: 'nobody knows who has what of a recalled lot',
    file: 'server/equipment/claims.ts',
    in: 'keysOf',
    from: '...(lot === undefined ? [] : [`${lotClaims(lot)}${preparation}`]),',
    to: '',
    shownBy: { file: claims, title: 'holds a whole lot back from those who have it, and from those who scan it after' },
  },
  {
    id: 'I24',
    without: 'one pump is in hand for two patients',
    file: 'server/equipment/claims.ts',
    in: 'keysOf',
    from: "...(asset.startsWith('lot:') ? [] : [assetClaim(asset)]),",
    to: '',
    shownBy: { file: claims, title: 'lets one of two patients have a pump, and tells the other what to do' },
  },
  {
    id: 'I24',
    without: 'an order is prepared for twice',
    file: 'server/preparations/entry.ts',
    in: 'claimsOf',
    from: 'hold: wanted === null || wanted === held ? [] : [wanted],',
    to: 'hold: [],',
    shownBy: { file: 'test/server/opening.test.ts', title: 'takes an order once, and again when the first has ended' },
  },
  {
    id: 'I24',
    without: 'two procedures take the patient along at once',
    file: 'server/preparations/journey.ts',
    in: 'awayClaims',
    from: 'hold: wanted === null || wanted === held ? [] : [wanted],',
    to: 'hold: [],',
    shownBy: { file: whereabouts, title: untold },
  },
  {
    id: 'I24',
    without: 'a patient who is away is handed over at the bed',
    file: 'server/preparations/journey.ts',
    in: 'awayClaims',
    from: 'absent: must ? [awayClaim(keys, after)] : [],',
    to: 'absent: [],',
    shownBy: { file: whereabouts, title: untold },
  },
  {
    id: 'I24',
    without: 'the other preparations do not hear that the patient has gone',
    file: 'server/preparations/journey.ts',
    in: 'newsOf',
    from: 'if (isAway(after)) return isAway(before) && same ? null : left;',
    to: 'if (isAway(after)) return null;',
    shownBy: {
      file: whereabouts,
      title: 'goes for one of them only, and the other says where they are, until they are back',
    },
  },
  {
    id: 'I24',
    without: 'an emergency waits for whoever has the patient',
    file: 'server/preparations/journey.ts',
    in: 'hears',
    from: 'if (isAway(other)) return inEmergency(before);',
    to: 'if (isAway(other)) return false;',
    shownBy: { file: whereabouts, title: 'goes in an emergency, and whoever said they had them is told' },
  },
  {
    id: 'I24',
    without: 'a merged patient is two',
    file: 'server/preparations/plan.ts',
    in: 'createPlanner',
    from: 'const { events, state } = await renumbered(pinned, now.state, decision, actor);',
    to: 'const { events, state } = decision;',
    shownBy: { file: whereabouts, title: 'unknown at first is one patient with whoever they turn out to be' },
  },
  {
    id: 'I25',
    without: 'the timeline tells the second person what the first one answered',
    file: 'server/preparations/history.ts',
    in: 'isBlind',
    from: "if (item.kind !== 'secondPerson') return false;",
    to: 'return false;',
    shownBy: {
      file: 'test/server/opening.test.ts',
      title: 'does not tell the second person in the timeline what the first one answered',
    },
  },
  {
    id: 'I40',
    without: 'nobody sees how long an answer took',
    file: 'server/preparations/history.ts',
    in: 'historyOf',
    from: 'afterMs: pace.get(entry.meta.revision) ?? null,',
    to: 'afterMs: null,',
    shownBy: {
      file: 'test/server/history.test.ts',
      title: 'is told in the timeline: from the same person’s last act for this patient, and of answers only',
    },
  },
  {
    id: 'I40',
    without: 'what one person did counts as another’s',
    file: 'server/preparations/pace.ts',
    in: 'paceOf',
    from: 'const { person } = meta.actor;',
    to: "const person = '';",
    shownBy: {
      file: 'test/server/history.test.ts',
      title: 'is told in the timeline: from the same person’s last act for this patient, and of answers only',
    },
  },
  {
    id: 'I35',
    without: 'what waits on a tablet makes a step done',
    file: 'src/link/overlay.ts',
    in: 'overlay',
    from: 'return { checklist: stoppedHere(reachable(checklist, marks, pending), stops), marks, pending, stops };',
    to: `const steps = checklist.steps.map((step) => ({ ...step, complete: { ...step.complete, may: true } }));
  return { checklist: stoppedHere(reachable({ ...checklist, steps }, marks, pending), stops), marks, pending, stops };`,
    shownBy: { file: 'test/src/overlay.test.ts', title: 'counts what is saved here as answered, never as ready' },
  },
  {
    id: 'I36',
    without: 'a screen that hears nothing calls itself live',
    file: 'src/ui/freshness.ts',
    in: 'freshnessOf',
    from: 'const good = signals.silenceMs < markedAfterMs && signals.gapMs === null;',
    to: 'const good = signals.gapMs === null;',
    shownBy: { file: 'test/src/freshness.test.ts', title: 'marks silence, then veils it' },
  },
  {
    id: 'I37',
    without: 'an altered byte passes',
    file: 'server/record/verify.ts',
    in: 'check',
    from: 'chainHash(keys.chain, before, record.body) === record.hash && record.revision === expected',
    to: 'record.revision === expected',
    shownBy: {
      file: 'test/server/record.test.ts',
      title: 'with any byte of any body or hash flipped is found, and the record named',
    },
  },
  {
    id: 'I38',
    without: 'one tablet acts with the sign-in of another',
    file: 'server/live/take-command.ts',
    in: 'takeCommand',
    from: 'grant === null || grant.device !== viewer.device || !coversTap(grant, message, clock.now())',
    to: 'grant === null',
    shownBy: {
      file: 'test/server/socket-door.test.ts',
      title: 'takes the person from the grant, on the grant’s own device, while it was live',
    },
  },
  {
    id: 'I38',
    without: 'a tablet left alone stays open',
    file: 'src/tablet/idle.ts',
    in: 'useIdleLock',
    from: 'if (seconds === 0) locked();',
    to: '',
    shownBy: {
      file: 'test/screens/idle.test.ts',
      title:
        'locks after ${limitMs / 1000} seconds in the ${where}, says so ${warnBeforeMs / 1000} seconds before, and not sooner',
    },
  },
  {
    id: 'I39',
    without: 'a preparation goes by whatever version is newest',
    file: 'server/preparations/protocols.ts',
    in: 'createProtocols',
    from: 'known.set(digest, pinned); return pinned;',
    to: 'return newest.get(pinned.protocol.document.id) ?? pinned;',
    shownBy: {
      file: 'test/server/pinned.test.ts',
      title: 'stays on the version it began with, also when the server has been started with a newer one',
    },
  },
  {
    id: 'I42',
    without: 'a preliminary result is filed',
    file: 'server/preparations/results.ts',
    in: 'createResults',
    from: "if (!final.has(result.status)) return refused('notFinal');",
    to: '',
    shownBy: {
      file: results,
      title:
        'is refused, because it is not final, not this patient’s, not in the unit, or nobody asks; nothing is written',
    },
  },
  {
    id: 'I42',
    without: 'a number in another unit is taken as it stands',
    file: 'server/preparations/results.ts',
    in: 'createResults',
    from: "if (places.some(({ item }) => !sameUnit(item.unit, result.unit))) return refused('otherUnit');",
    to: '',
    shownBy: {
      file: results,
      title:
        'is refused, because it is not final, not this patient’s, not in the unit, or nobody asks; nothing is written',
    },
  },
  {
    id: 'I42',
    without: 'the result of one patient answers another’s item',
    file: 'server/preparations/results.ts',
    in: 'createResults',
    from: "known.some(({ state }) => state.context.patient.number !== patient) ? 'otherPatient' : known",
    to: 'known',
    shownBy: {
      file: results,
      title:
        'is refused, because it is not final, not this patient’s, not in the unit, or nobody asks; nothing is written',
    },
  },
  {
    id: 'I42',
    without: 'a bundle’s preliminary result is read as a final one',
    file: 'server/interop/results.ts',
    in: 'readResults',
    from: '} else if (!verified.has(status)) {',
    to: "} else if (status === 'nothing') {",
    shownBy: {
      file: 'test/server/fhir/results.test.ts',
      title:
        'that is not final, gives only a bound or a day, or is in no UCUM unit is not used, and is said by its path',
    },
  },
];
