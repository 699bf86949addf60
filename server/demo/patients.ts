/** Invented people, as many as come in a day. Any likeness is chance; the numbers belong to nobody. */
import type { Patient } from '../../machines/index.ts';

const person = (
  givenName: string,
  familyName: string,
  birthDate: string,
  sex: Patient['sex'],
  number: string,
): Patient => ({ givenName, familyName, birthDate, sex, number });

/** Who comes first: names that are easily mixed up, and letters of many kinds. */
export const patients: readonly Patient[] = [
  person('Mary', 'Roe', '1959-03-12', 'F', '9990012345'),
  person('Martin', 'Rowe', '1963-03-21', 'M', '9990012354'),
  person('Peter', 'Lim', '1955-11-02', 'M', '9990071071'),
  person('Rosa', 'Oko', '1993-06-03', 'F', '9990088120'),
  person('John', 'Kay', '1972-01-30', 'M', '9990054540'),
  person('Daniel', 'Abel', '1965-05-05', 'M', '9990061612'),
  person('Siân', 'O’Neill', '1988-09-17', 'F', '9990038381'),
  person('Nguyễn', 'Thị Hoa', '1979-12-24', 'F', '9990046462'),
  person('Łukasz', 'Wiśniewski', '1990-04-08', 'M', '9990036363'),
  person('ليلى', 'حداد', '1984-02-19', 'F', '9990042424'),
  person('Amara', 'Abara', '1997-07-07', 'F', '9990029291'),
  person('Hugh', 'Pell', '1956-08-15', 'M', '9990070702'),
  person('Sarah', 'Bray', '1988-10-01', 'F', '9990038389'),
  person('Thomas', 'Voss', '1981-03-03', 'M', '9990045453'),
  person('Kemi', 'Adeyemi', '1990-05-20', 'F', '9990036367'),
  person('Emily', 'Daly', '1967-06-28', 'F', '9990059597'),
  person('Ada', 'Solis', '1974-09-09', 'F', '9990052521'),
  person('Claire', 'Weir', '1982-12-12', 'F', '9990044448'),
];

/** Given and family names that go together; every pair is a person. F and M, by the given name. */
const people = [
  {
    F: 'Alice Beth Cora Dora Edith Flora Grace Hazel Irene Joan'.split(' '),
    M: 'Alan Basil Cyril Denis Edgar Felix Giles Harold Ivor Jasper'.split(' '),
    family: 'Ashcombe Birchley Coldwell Dunmere Elmhurst Fernby Garwood Hollin Inglefold Larkrise'.split(' '),
  },
  {
    F: 'Agnieszka Bożena Elżbieta Grażyna Żaneta'.split(' '),
    M: 'Bartłomiej Grzegorz Józef Wacław Zdzisław'.split(' '),
    family: 'Bączek Głąb Krzywoń Świerk Źrebiec'.split(' '),
  },
  {
    F: 'Ελένη Θάλεια Μυρτώ Χλόη'.split(' '),
    M: 'Άγγελος Ηλίας Λουκάς Στέλιος'.split(' '),
    family: 'Αλεπού Βρυώνη Ζέφυρου Φεγγάρη'.split(' '),
  },
  {
    F: 'Дарина Зоряна Леся Соломія'.split(' '),
    M: 'Андрій Богдан Остап Тарас'.split(' '),
    family: 'Вербенко Громко Калинюк Яворчук'.split(' '),
  },
  {
    F: 'أمل سلمى نور هند'.split(' '),
    M: 'باسل سامي عمر كريم'.split(' '),
    family: 'النجار الخياط البستاني الصياد'.split(' '),
  },
  {
    F: 'आशा गीता मीना सुधा'.split(' '),
    M: 'अमित दीपक मोहन रवि'.split(' '),
    family: 'कुंजवाल नवलकर पर्वते सागरी'.split(' '),
  },
  { F: ['秀英', '美玲', '雅婷', '静怡'], M: ['志强', '建国', '俊杰', '文博'], family: ['林', '江', '石', '云'] },
  {
    F: 'Ngọc Thảo Trâm Yến'.split(' '),
    M: 'Dũng Hiếu Phúc Tuấn'.split(' '),
    family: 'Đặng Lữ Quách Trịnh'.split(' '),
  },
];

/** One of each kind after the other, so that those of one family name do not come together. */
function further(): readonly Patient[] {
  const pairs = people.map(({ F, M, family }) =>
    F.flatMap((woman, index) => [[woman, 'F'] as const, [M[index] ?? woman, 'M'] as const]).flatMap(
      ([given, sex], index) =>
        family.map((_, turn) => [given, family[(turn + index) % family.length] ?? '', sex] as const),
    ),
  );
  const taken = new Set(patients.map(({ number }) => number));
  const found: Patient[] = [];
  const most = Math.max(...pairs.map(({ length }) => length));
  for (let n = 0, serial = 0; n < most; n += 1)
    for (const kind of pairs) {
      const pair = kind[n];
      if (pair === undefined) continue;
      const [given, family, sex] = pair;
      let number = '';
      do number = `99900${10_000 + ((serial++ * 7919) % 90_000)}`;
      while (taken.has(number));
      taken.add(number);
      const born = new Date(Date.UTC(1938 + ((serial * 17) % 66), 0, 1 + ((serial * 37) % 365)));
      found.push(person(given, family, born.toISOString().slice(0, 10), sex, number));
    }
  return found;
}

const everybody: readonly Patient[] = [...patients, ...further()];

/**
 * Who may come: nobody who was here already while others can; when all were, whoever was here longest ago.
 * @param came the numbers of who came, the first first. @param here whom nothing may be mistaken for: their last five digits.
 */
export function nextPatients(came: ReadonlySet<string>, here: ReadonlySet<string>): readonly Patient[] {
  const free = everybody.filter(({ number }) => !here.has(number.slice(-5)));
  const fresh = free.filter(({ number }) => !came.has(number));
  const first = fresh.filter((one) => patients.includes(one));
  if (fresh.length > 0) return first.length > 0 ? first : fresh;
  const order = [...came];
  return free.toSorted((a, b) => order.indexOf(a.number) - order.indexOf(b.number)).slice(0, 1);
}
