/** Profiles of the invented people, by language. */
export const NOTES: Readonly<Record<string, string>> = {
  en: `
note
  {job} by day, {topicish} by night. {pronoun}.
  Mostly {topicish} and {topicish}. Sometimes {dull}.
  I write about {topicish}. {^disclaimer}.
  {job}. {job}. {topicish}, badly. {pronoun}
  {topicish}, {topicish}, long walks, short posts.
  Here for {topicish}; stayed for the alt text.
  Retired {job}. {topicish} at last.
  Two cats, one {tool}, no plan. {pronoun}
job = archivist | nurse | tram driver | translator | teacher | gardener | surveyor | librarian
  sysadmin | bookbinder | hydrologist | baker | luthier | ferry deckhand | proofreader
  cartographer
  physio | town planner | beekeeper | piano tuner | radio engineer | ceramicist | postie | botanist
topicish = birds | bread | trains | old maps | synths | clouds | knitting | databases | ceramics
  type | the night sky | cycling | fungi | gardens | mending | radio | local history
  small pleasures
dull = the council | drains | football | grief | my knees | invoices
disclaimer = opinions are my cat's | replies may be slow | no recruiters, please | boosts are love
  posts vanish after a while | be kind or be elsewhere
pronoun = she/her | he/him | they/them | any pronoun | she/they
tool = soldering iron | allotment | bicycle | loom | kiln | notebook | telescope
`,
  de: `
note = Meistens {t}, manchmal {t}. | {b} im Norden. {t} und {t}. | Hier privat: {t}, {t}, Kaffee.
t = Vögel | Brot | Züge | Garten | Landkarten | Wolken | Handarbeit | Funk | Pilze
b = Bibliothekarin | Vermesser | Lehrerin | Gärtner | Übersetzerin | Tischler
`,
  fr: `
note = {b}, surtout {t} et {t}. | Ici, {t}, et un peu de {t}. | {b} à la retraite.
t = oiseaux | pain | trains | jardin | vieilles cartes | tricot | champignons | nuages
b = Relieuse | Cheminot | Institutrice | Maraîcher | Traductrice | Horloger
`,
  es: `
note = {b}. Sobre todo {t} y {t}. | Aquí hablo de {t}, y a veces de {t}.
t = pájaros | pan | trenes | huerto | mapas | nubes | cerámica | radio
b = Bibliotecaria | Maestro | Ceramista | Ferroviario | Traductora
`,
  pt: `
note = {b}. Falo de {t} e de {t}. | {t}, {t} e café.
t = pássaros | pão | comboios | hortas | mapas | nuvens | cerâmica | rádio
b = Bibliotecária | Professor | Ceramista | Tradutora | Jardineiro
`,
  it: `
note = {b}, soprattutto {t} e {t}. | {t}, {t} e poche parole.
t = uccelli | pane | treni | orto | mappe | nuvole | ceramica | funghi
b = Bibliotecaria | Maestro | Restauratore | Traduttrice
`,
  ja: `
note = {t}と{t}のことを書きます。 | 週末は{t}。平日は{b}。 | {b}です。{t}が好き。
t = 野鳥 | パン | 鉄道 | 庭 | 古地図 | 雲 | 編み物 | 陶芸 | きのこ
b = 司書 | 教員 | 翻訳 | 会社員 | 庭師
`,
  ar: `
note = أكتب عن {t} وعن {t}. | {b}، مهتم بكل ما يخص {t}.
t = الطيور | الخبز | القطارات | الحدائق | الخرائط القديمة | الغيوم | الخزف
b = مترجم | معلّم | أمين مكتبة | مهندس
`,
  he: `
note = כותבים כאן על {t} ועל {t}. | {b}, בעיקר {t}.
t = ציפורים | לחם | רכבות | גינות | מפות ישנות | עננים | קדרות
b = מתרגמת | מורה | ספרנית | מהנדס
`,
  ru: `
note = Пишу про {t} и про {t}. | {b}. В основном {t}.
t = птиц | хлеб | поезда | огород | старые карты | облака | керамику | грибы
b = Библиотекарь | Переводчица | Учитель | Инженер
`,
  el: `
note = Γράφω για {t} και για {t}. | {b}. Κυρίως {t}.
t = πουλιά | ψωμί | τρένα | κήπους | παλιούς χάρτες | σύννεφα | κεραμική
b = Βιβλιοθηκονόμος | Δασκάλα | Μεταφράστρια | Μηχανικός
`,
  hi: `
note = {t} और {t} के बारे में लिखता हूँ। | {b}। ज़्यादातर {t}।
t = पक्षी | रोटी | रेलगाड़ी | बगीचा | पुराने नक्शे | बादल | मिट्टी के बर्तन
b = अध्यापक | अनुवादक | पुस्तकालयाध्यक्ष | इंजीनियर
`,
};
