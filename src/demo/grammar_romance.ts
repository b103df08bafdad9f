/** Posts in Spanish. */
export const SPANISH = `
tags = pájaros | pan | huerto | trenes | mapas | tiempo | bici | cerámica | lana | cotidiano | nubes
cuando = esta mañana | anoche | el {dia} | a las {n 6 11} | antes del café | después de la lluvia
  por {vez} vez esta semana | camino de casa | al amanecer | durante la siesta
  entre dos reuniones
vez = segunda | tercera | cuarta | quinta | sexta
dia = lunes | martes | miércoles | jueves | viernes | sábado | domingo
quien = mi vecina | el cartero | mi hermano | la señora del quiosco | mi abuelo | mi jefa | {nombre}
  {nombre} del tercero | el fontanero | mi hija | el hombre del galgo
nombre = Remedios | Iker | Maruja | Telmo | Aitana | Evaristo | Lola | Ximena | Nicanor | Casilda
lugar = en el balcón | junto al canal | en la escalera | detrás de la estación | en el sótano
  en el huerto | en la vía {n 2 14} | en el autobús {n 3 98} | en {pueblo} | bajo el toldo
  en el mercado
pueblo = Villaverde del Páramo | Puerto Sereno | Torrealba la Vieja | Valdehierro | Aguasclaras
  Montelobo
ave = un mirlo | una garza | un gorrión | una urraca | un vencejo | un petirrojo | un búho
  una lavandera
hace = canta contra el camión de la basura | le roba la comida al gato | se baña en la regadera
  me mira con reproche | imita el móvil de {nombre} | desmonta un girasol | espera el semáforo
pan = pan de centeno | pan de masa madre | pan de nueces | pan de espelta | pan de aceite
verdura = los tomates | los calabacines | los rábanos | los puerros | los guisantes | los pimientos
cosa = la radio | la tostadora | el reloj | el molinillo | la máquina de coser | el proyector
causa = un fusible de {n 20 90} céntimos | un cable corto | una polilla | {n 3 19} migas
  mi propia reparación de {n 2009 2022} | un grano de arena | nada de nada
luego = {quien} solo asintió | me reí en voz alta | la cocina está llena de harina
  {quien} ya lo sabía | no me arrepiento | necesito un té | el gato está impresionado
  nadie me va a creer | quedan {n 2 40} minutos de luz | fue casi a propósito
say
  {ave} {hace} {lugar}, {cuando}, y {luego}.
  Mi {pan} parece un sombrero, pero {luego}.
  Tren parado {n 4 90} minutos frente a {pueblo} {cuando}; {luego}.
  El culpable de que fallara {cosa}: {causa}.
  {n 2 14} grados {lugar}, y {verdura} ya solo existen en mi memoria.
  Mapa viejo de {pueblo}, {n 1780 1920}: el río es ahora un aparcamiento, y {luego}.
  {n 12 94} kilómetros, {n 2 4} pinchazos, una empanada {lugar}.
  {quien} me encontró {lugar} {cuando}, lupa en mano; {luego}.
  Niebla en {pueblo}: {quien} saludó a una farola {cuando}.
  Aprendido {cuando}, gracias a {nombre}: {ave} pesa lo mismo que {n 2 9} cartas.
  Una nota {lugar}, {cuando}: «{n 2 9} huevos, gracias, {nombre}».
  Nota para el {dia}: no regar {verdura} a las {n 6 21}, {quien} lo ve todo.
  Faltan {n 3 60} vueltas de punto, {cuando}, y {luego}.
  En {pueblo} sigue el mismo cartel desde {n 1961 2015}; {quien} sabe por qué.
  {quien} asegura que {ave} {hace} cada {dia}.
  Solo quería pasar un rato {lugar} {cuando}, y {luego}.
  Cosas que vi {lugar}: {ave}, un paraguas, {causa}.
  {nombre} ha puesto un cartel {lugar}: «Aquí vive {ave}».
  La carta para {nombre} tardó {n 3 19} días y huele a mermelada.
  Entre la página {n 20 90} y la {n 91 300}, un billete a {pueblo}.
  {quien} me regaló {n 3 12} cebollas {cuando}, sin más, {lugar}.
  Ensayo del coro {lugar} {cuando}: tres personas y {ave}.
  Mi bici chirría en {tono} desde que {quien} la arregló {lugar}.
  Un horario de {n 1908 1986}: {pueblo} quedaba {n 4 40} minutos más cerca.
  Una nube sobre {pueblo} {cuando}: parecía {ave}, era lluvia.
  En la radio {cuando}, ruido y una voz que decía {n 100 990}; {luego}.
  Cesta del {dia}: {n 2 14} níscalos, {n 2 4} enigmas, {n 5 40} picaduras.
tono = si bemol | la menor | fa sostenido triste | tres tonos a la vez
ask
  ¿Alguien en {pueblo} o en {pueblo} arregla todavía {cosa}?
  ¿Era {ave} lo que oí {lugar} {cuando}?
  ¿Qué hacéis cuando {verdura} se hielan y {quien} está de viaje en {pueblo}?
  ¿Quién más estaba {lugar} {cuando} y vio lo mismo?
reply
  Igual en {pueblo}, {cuando}.
  Se lo enseñé a {nombre} {cuando}, y {luego}.
  Precioso, sobre todo {lugar}, dice {nombre}.
  A mí me pasó {cuando}; {luego}.
  ¿Has mirado {lugar}, {cuando}?
share
  Leído {cuando}, y {luego}.
  Me lo mandó {nombre} {cuando}.
  Largo, pero lo de {pueblo} merece la pena, dice {nombre}.
grumble
  {n 20 95} minutos de espera {cuando}, con flauta de Pan, y {luego}.
  El casero dijo {cuando} que {cosa} «no entra en el contrato», y {luego}.
spoiler = quejas | trabajo | salud, nada grave | comida | cansancio
poll = ¿Qué preparo el {dia}? / {pan} / {pan} / {verdura} / nada
`;
/** Posts in Portuguese. */
export const PORTUGUESE = `
tags = pássaros | pão | horta | comboios | mapas | tempo | bicicleta | cerâmica | tricô | nuvens
quando = hoje de manhã | ontem à noite | na {dia} | às {n 7 22} horas | antes do café
  depois da chuva
  pela {vez} vez esta semana | a caminho de casa | ao amanhecer | entre duas reuniões
vez = segunda | terceira | quarta | quinta | sexta
dia = segunda | terça | quarta | quinta | sexta
quem = a minha vizinha | o carteiro | o meu irmão | a senhora do quiosque | o meu avô | {nome}
  {nome} do terceiro andar | o canalizador | a minha filha | o homem do podengo
nome = Zulmira | Afonso | Graça | Tomé | Iracema | Duarte | Conceição | Benedito | Noémia | Jandira
lugar = na varanda | junto ao canal | na escada | atrás da estação | na cave | na horta
  na linha {n 2 14} | no autocarro {n 3 98} | em {terra} | debaixo do toldo | no mercado
terra = Vila Serena | Porto Ameno | Ribeira Alta | Campo Manso | São Tirso do Mar | Pedra Clara
ave = um melro | uma garça | um pardal | uma pega | um bem-te-vi | um sabiá | uma coruja
  um andorinhão
faz = canta contra o camião do lixo | rouba a comida do gato | toma banho no regador
  olha para mim com censura | imita o telemóvel de {nome} | desmonta um girassol
pao = pão de centeio | pão de milho | pão de nozes | pão de fermento natural | pão de espelta
legume = os tomates | os rabanetes | os feijões | os pimentos | os alhos-franceses
coisa = o rádio | a torradeira | o relógio | o moinho de café | a máquina de costura
causa = um fusível de {n 20 90} cêntimos | um fio curto | uma traça | {n 3 19} migalhas
  o meu próprio conserto de {n 2009 2022} | um grão de areia
depois = {quem} só acenou | ri-me em voz alta | a cozinha está cheia de farinha | não me arrependo
  {quem} já sabia | preciso de um chá | o gato ficou impressionado | ninguém vai acreditar
  faltam {n 2 40} minutos de luz | foi quase de propósito
say
  {ave} {faz} {lugar}, {quando}, e {depois}.
  O meu {pao} parece um chapéu, mas {depois}.
  Comboio parado {n 4 90} minutos em frente a {terra} {quando}; {depois}.
  A culpa de {coisa} não funcionar: {causa}.
  {n 2 14} graus {lugar}, e {legume} só existem na minha memória.
  Mapa antigo de {terra}, {n 1780 1920}: o ribeiro é hoje um parque de estacionamento, e {depois}.
  {n 12 94} quilómetros, {n 2 4} furos, um pastel {lugar}.
  {quem} encontrou-me {lugar} {quando}, de lupa na mão; {depois}.
  Nevoeiro em {terra}: {quem} cumprimentou um poste {quando}.
  Aprendi {quando} com {nome}: {ave} pesa tanto como {n 2 9} cartas.
  Um bilhete {lugar}, {quando}: «{n 2 9} ovos, obrigada, {nome}».
  Faltam {n 3 60} carreiras de tricô, {quando}, e {depois}.
  Em {terra} está o mesmo cartaz desde {n 1961 2015}; {quem} sabe porquê.
  {quem} garante que {ave} {faz} todas as manhãs, {lugar}.
  {nome} pôs um letreiro {lugar}: «Aqui mora {ave}».
  A carta para {nome} demorou {n 3 19} dias e cheira a marmelada.
  Entre a página {n 20 90} e a {n 91 300}, um bilhete de comboio para {terra}.
  {quem} deu-me {n 3 12} cebolas {quando}, sem mais nem menos, {lugar}.
  Ensaio do coro {lugar} {quando}: três pessoas e {ave}.
  A minha bicicleta range em {tom} desde que {quem} a arranjou {lugar}.
  Só queria passar {lugar} {quando}, e {depois}.
  Um horário de {n 1908 1986}: {terra} ficava {n 4 40} minutos mais perto.
  Nuvem sobre {terra} {quando}: parecia {ave}, era chuva.
  No rádio {quando}, ruído e uma voz que dizia {n 100 990}; {depois}.
tom = si bemol | lá menor | fá sustenido triste | três tons ao mesmo tempo
ask
  Alguém em {terra} ou em {terra} ainda conserta {coisa}?
  Era {ave} o que ouvi {lugar} {quando}?
  O que fazem quando {legume} gelam e {quem} está fora, em {terra}?
reply
  Igual em {terra}, {quando}.
  Mostrei a {nome} {quando}, e {depois}.
  Que beleza, sobretudo {lugar}, diz {nome}.
  Aconteceu-me o mesmo {quando}; {depois}.
share
  Li isto {quando}, e {depois}.
  Foi {nome} que me mandou {quando}.
  Longo, mas a parte sobre {terra} vale a pena, diz {nome}.
grumble
  {n 20 95} minutos à espera {quando}, com flauta de Pã, e {depois}.
  O senhorio disse {quando} que {coisa} «não faz parte do contrato», e {depois}.
spoiler = queixas | trabalho | saúde, nada grave | comida | cansaço
poll = O que faço na {dia}? / {pao} / {pao} / {legume} / nada
`;
/** Posts in Italian. */
export const ITALIAN = `
tags = uccelli | pane | orto | treni | mappe | tempo | bicicletta | ceramica | maglia | nuvole
  funghi
quando = stamattina | ieri sera | {dia} scorso | verso le {n 6 22} | prima del caffè
  dopo la pioggia
  per la {n 2 9}ª volta questa settimana | tornando a casa | all'alba | tra due riunioni
dia = lunedì | martedì | mercoledì | giovedì | venerdì | sabato
chi = la mia vicina | il postino | mio fratello | la signora dell'edicola | mio nonno | {nome}
  {nome} del terzo piano | l'idraulico | mia figlia | il signore col bassotto
nome = Ersilia | Tullio | Ornella | Gaspare | Bettina | Livio | Zaira | Amedeo | Teresina | Ubaldo
dove = sul balcone | lungo il canale | per le scale | dietro la stazione | in cantina | nell'orto
  al binario {n 2 14} | sul bus {n 3 98} | a {paese} | sotto la tettoia | al mercato
paese = Borgosereno | Pratofiorito | Castelmuto | Acquachiara | Montelento | Pieve a Nessuno
uccello = un merlo | un airone | un passero | una gazza | un rondone | un pettirosso | una civetta
fa = canta contro il camion dei rifiuti | ruba la pappa al gatto | fa il bagno nell'annaffiatoio
  mi guarda con rimprovero | imita il telefono di {nome} | smonta un girasole
pane = pane di segale | pane di farro | pane alle noci | pane a lievitazione naturale
verdura = i pomodori | gli zucchini | i ravanelli | i porri | i piselli
cosa = la radio | il tostapane | l'orologio | il macinino | la macchina da cucire
causa = un fusibile da {n 20 90} centesimi | un filo corto | una falena | {n 3 19} briciole
  la mia riparazione del {n 2009 2022} | un granello di sabbia
poi = {chi} ha solo annuito | ho riso da solo | la cucina è piena di farina | non mi pento
  {chi} lo sapeva già | mi serve un tè | il gatto è colpito | nessuno mi crederà
  restano {n 2 40} minuti di luce
say
  {uccello} {fa} {dove}, {quando}, e {poi}.
  Il mio {pane} sembra un cappello, ma {poi}.
  Treno fermo {n 4 90} minuti davanti a {paese} {quando}; {poi}.
  Perché {cosa} non andava: {causa}.
  {n 2 14} gradi {dove}, e {verdura} vivono solo nel ricordo.
  Vecchia mappa di {paese}, {n 1780 1920}: il torrente oggi è un parcheggio, e {poi}.
  {n 12 94} chilometri, {n 2 4} forature, una crostata {dove}.
  {chi} mi ha trovato {dove} {quando}, lente in mano; {poi}.
  Nebbia a {paese}: {chi} ha salutato un lampione {quando}.
  Imparato {quando} da {nome}: {uccello} pesa quanto {n 2 9} lettere.
  Un biglietto {dove}, {quando}: «{n 2 9} uova, grazie, {nome}».
  Mancano {n 3 60} ferri, {quando}, e {poi}.
  {chi} giura che {uccello} {fa} ogni {dia}.
  {nome} ha appeso un cartello {dove}: «Qui abita {uccello}».
  La lettera per {nome} ha viaggiato {n 3 19} giorni e sa di marmellata.
  Tra pagina {n 20 90} e pagina {n 91 300}, un biglietto del treno per {paese}.
  {chi} mi ha regalato {n 3 12} cipolle {quando}, così, {dove}.
  A {paese} c'è lo stesso manifesto dal {n 1961 2015}; {chi} sa perché.
  Prova del coro {dove} {quando}: in tre, più {uccello}.
  La mia bici cigola in {tono} da quando {chi} l'ha riparata {dove}.
  Cesto di {dia}: {n 2 14} porcini, {n 2 4} enigmi, {n 5 40} punture.
  Volevo solo passare {dove} {quando}, e {poi}.
  Un orario del {n 1908 1986}: {paese} era più vicino di {n 4 40} minuti.
tono = si bemolle | la minore | fa diesis triste | tre toni insieme
ask
  Qualcuno a {paese} o a {paese} ripara ancora {cosa}?
  Era {uccello} quello che ho sentito {dove} {quando}?
  Chi altro era {dove} {quando} e ha visto lo stesso?
reply
  Uguale a {paese}, {quando}.
  L'ho mostrato a {nome} {quando}, e {poi}.
  Bellissimo, soprattutto {dove}, dice {nome}.
  Mi è successo {quando}; {poi}.
share
  Letto {quando}, e {poi}.
  Me l'ha mandato {nome} {quando}.
  Lungo, ma la parte su {paese} vale la pena, dice {nome}.
grumble
  {n 20 95} minuti di attesa {quando}, con flauto di Pan, e {poi}.
spoiler = lamentele | lavoro | salute, niente di grave | cibo
poll = Che cosa preparo {dia}? / {pane} / {pane} / {verdura} / niente
`;
