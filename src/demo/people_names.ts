/** First names and surnames by language; put together by dice, so that nobody is anybody. */
export interface Names {
  readonly first: readonly string[];
  readonly last: readonly string[];
  /**
   * Latin letters for the username, where the names are written otherwise. In the order of `first`.
   */
  readonly latin?: readonly string[];
  readonly domains: readonly string[];
  readonly offsets: readonly number[];
}

const list = (words: string) => words.split(' ');

export const NAMES: Readonly<Record<string, Names>> = {
  en: {
    first: list(
      'Ada Bryn Callie Dex Edda Fern Gus Hazel Ivo Juno Kestrel Lark Mina Ned Opal Perry Quill ' +
        'Rowan ' +
        'Sorrel Tamsin Una Vesper Wren Xan Yarrow Zadie Alby Bramble Clem Dory Ember Flo Gwen ' +
        'Hob ' +
        'Imke Jory Keir Linnet Marlo Nell Orla Pip Robin Saskia Thea Uri Vic Wilbur Yoli Zeb ' +
        'Ansel ' +
        'Bertie Cosmo Delphine Elowen Fitz Greta Hal Isolde Jem Kezia Lottie Moss Nico Otis ' +
        'Posy Rafe',
    ),
    last: list(
      'Ashgrove Birchall Coldwater Dovecote Eddystone Fallowell Greenhithe Hartsough Inkpen ' +
        'Jessop-Vane ' +
        'Kettlewell Lockhaven Merriweather Nettlefold Oakapple Penhallow Quennell Redfern ' +
        'Saltash ' +
        'Thistlewood Underhay Vintner Wagstaffe Yarborough Bellwether Crabtree Dunnock Fiddler ' +
        'Gorsedale ' +
        'Hobday Larkspur Mossop Tidewell Puddifoot',
    ),
    domains: [
      'tidepool.example',
      'inkwell.example',
      'hearth.example',
      'slowtrain.example',
      'kelp.example',
    ],
    offsets: [0, 0, 1, -5, -5, -8, 10, -6],
  },
  de: {
    first: list(
      'Anneke Bjarne Cosima Detlev Elke Friedel Gesa Hauke Ilka Jost Kaija Levke Mio Nele ' +
        'Ottmar Ronja',
    ),
    last: list(
      'Abendroth Birkenfeld Dachsmüller Eulenhaupt Fährmann Gänseblum Haferkorn Kiesel Lindwurm ' +
        'Moosbach',
    ),
    domains: ['bergfunk.example', 'kaffeeklatsch.example'],
    offsets: [1],
  },
  fr: {
    first: list(
      'Aubin Blandine Céleste Donatien Églantine Firmin Ghislaine Honorin Isaure Léonie Maël ' +
        'Ondine',
    ),
    last: list(
      'Boisclair Chantemerle Dupontel-Roy Feuillade Grandpré Lavoine Montbrun Rivecourt Sablonnet',
    ),
    domains: ['atelier.example', 'mirabelle.example'],
    offsets: [1, 1, -5],
  },
  es: {
    first: list(
      'Amaia Baltasar Candela Dulce Eloísa Fermín Greta Hilario Itziar Jacinta Lorenza Nuria',
    ),
    last: list(
      'Almendral Campoverde Delrío Fuenclara Montesol Olivares-Paz Piedralta Robledal Valdeluz',
    ),
    domains: ['plaza.example', 'lavereda.example'],
    offsets: [1, -3, -6],
  },
  pt: {
    first: list(
      'Aurora Benedita Caetano Dália Eusébio Flora Gil Iara Jacinto Lívia Moacir Norberto',
    ),
    last: list(
      'Bonfim Campos-Neto Figueiral Laranjeira Montalvo Pinhal Ribeirinho Serrano Valverde',
    ),
    domains: ['maresia.example', 'jabuticaba.example'],
    offsets: [0, -3],
  },
  ja: {
    first: list('小春 つむぎ 涼太 みのり 朔 汐里 楓 健人 ことり 空 ゆず 拓海'),
    latin: list('koharu tsumugi ryota minori saku shiori kaede kento kotori sora yuzu takumi'),
    last: list('丘 月野 水無瀬 森山 雨宮 藤沢 鳥居 白石 星川'),
    domains: ['satsuki.example', 'yunomi.example'],
    offsets: [9],
  },
  ar: {
    first: list('ليلى سامر نورس هالة بدر ريم كنان سلمى وسيم ياسمين غيث دانة'),
    latin: list('layla samer nawras hala badr reem kinan salma waseem yasmin ghaith dana'),
    last: list('البستاني الورّاق النجّار الحكيم السقّا العطّار الخيّاط الصائغ'),
    domains: ['nakhla.example', 'qalam.example'],
    offsets: [2, 3],
  },
  he: {
    first: list('נועם תמר אלון שירה גפן יובל הדס ארז מיכל דקל רותם ענבר'),
    latin: list('noam tamar alon shira gefen yuval hadas erez michal dekel rotem inbar'),
    last: list('בן-הר שקד אורן גבעוני נחל תמרי כרמלי אגוז'),
    domains: ['dvash.example', 'qalam.example'],
    offsets: [2],
  },
  ru: {
    first: list('Варя Глеб Дуня Ефим Злата Игнат Кира Лада Мирон Ника Прохор Тася'),
    latin: list('varya gleb dunya yefim zlata ignat kira lada miron nika prokhor tasya'),
    last: list('Берёзкина Вербин Журавлёв Зимин Клюквин Лесной Росин Снегирёв Тихий'),
    domains: ['samovar.example', 'taiga.example'],
    offsets: [3, 5, 7],
  },
  el: {
    first: list('Δάφνη Ηλέκτρα Θάνος Ίρις Κίμωνας Μυρτώ Νεφέλη Ορέστης Σοφία Φοίβος Χλόη Άρης'),
    latin: list('dafni ilektra thanos iris kimonas myrto nefeli orestis sofia foivos chloi aris'),
    last: list('Αμπελίδης Βουνάς Γιαλού Ελαιώνας Καραβάς Λεμονής Μελισσά Πεύκος'),
    domains: ['meltemi.example'],
    offsets: [2],
  },
  hi: {
    first: list('आरव इशिता कबीर गौरी चारु तन्वी देव नंदिनी मीरा रोहन वाणी सुमेध'),
    latin: list('aarav ishita kabir gauri charu tanvi dev nandini meera rohan vani sumedh'),
    last: list('नदीवाला पर्वतकर बनफूल मेघवाल वनमाली सागरिका दीपकर'),
    domains: ['barsaat.example'],
    offsets: [5.5],
  },
  it: {
    first: list('Alba Bice Corrado Delia Ermes Fiammetta Gioele Ilaria Lapo Mafalda Nora Olmo'),
    last: list('Acquaviva Bellosguardo Campolieto Fontanella Lupinacci Montefiore Pratolungo'),
    domains: ['portico.example'],
    offsets: [1],
  },
};

/** Out of a hundred people, how many write mainly in each language. */
export const LANGUAGE_SHARES: Readonly<Record<string, number>> = {
  en: 62,
  de: 9,
  fr: 6,
  es: 5,
  pt: 3,
  ja: 4,
  ar: 2,
  he: 1.5,
  ru: 2,
  el: 1.5,
  hi: 1.5,
  it: 2.5,
};
