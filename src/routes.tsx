/** Which screen a path is. Each is loaded only where it is used: a wall never downloads the tablet. */
import { lazy, Suspense } from 'react';
import { placeOf, usePath } from './route.ts';
import { tabletWords } from './ui/words/en-tablet.ts';

const Tablet = lazy(async () => ({ default: (await import('./tablet/tablet.tsx')).Tablet }));
const WallPage = lazy(async () => ({ default: (await import('./board/wall-page.tsx')).WallPage }));
const Gate = lazy(async () => ({ default: (await import('./gate.tsx')).Gate }));
const DeskPage = lazy(async () => ({ default: (await import('./desk/desk-page.tsx')).DeskPage }));
const EquipmentPage = lazy(async () => ({
  default: (await import('./equipment/equipment-page.tsx')).EquipmentPage,
}));
const DepartmentPage = lazy(async () => ({
  default: (await import('./department/department-page.tsx')).DepartmentPage,
}));
const ProtocolsPage = lazy(async () => ({ default: (await import('./office/protocols-page.tsx')).ProtocolsPage }));
const TrainingPage = lazy(async () => ({ default: (await import('./office/training-page.tsx')).TrainingPage }));
const PrintPage = lazy(async () => ({ default: (await import('./print/print-page.tsx')).PrintPage }));
const WindowPage = lazy(async () => ({ default: (await import('./window/window-page.tsx')).WindowPage }));
const PlayedPage = lazy(async () => ({ default: (await import('./window/rule/played-page.tsx')).PlayedPage }));

export function Routes() {
  const place = placeOf(usePath());
  return <Suspense fallback={null}>{screenAt(place)}</Suspense>;
}

function screenAt(place: ReturnType<typeof placeOf>) {
  switch (place.screen) {
    case 'tablet':
      return <Tablet preparation={place.preparation} />;
    case 'wall':
      return <WallPage ward={place.ward} />;
    case 'desk':
      return <Gate>{() => <DeskPage ward={place.ward} />}</Gate>;
    case 'equipment':
      return <Gate>{({ person }) => <EquipmentPage me={person} thing={place.thing} />}</Gate>;
    case 'department':
      return <Gate>{({ person }) => <DepartmentPage department={place.ward} me={person} />}</Gate>;
    case 'protocols':
      return <Gate>{({ person }) => <ProtocolsPage me={person} opened={place.opened} />}</Gate>;
    case 'training':
      return <Gate>{({ person }) => <TrainingPage me={person} opened={place.opened} />}</Gate>;
    case 'print':
      return <Gate>{() => <PrintPage paper={place.paper} of={place.of} />}</Gate>;
    case 'window':
      return place.played ? <PlayedPage /> : <WindowPage />;
    case 'nowhere':
      return <Nowhere path={place.path} />;
  }
}

function Nowhere({ path }: { readonly path: string }) {
  const say = tabletWords.use();
  return (
    <main style={{ padding: 24 }}>
      <h1>{say('nowhere.title')}</h1>
      <p>{say('nowhere.hint', { path })}</p>
      <a href="/tablet">{say('nowhere.tablet')}</a>
    </main>
  );
}
