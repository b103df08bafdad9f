/** Posts in German. */
export const GERMAN = `
tags = garten | vögel | brot | züge | wetter | radfahren | handarbeit | karten | fotografie | alltag
  naturbeobachtung | reparieren | keramik | bahn | pilze
wann = heute früh | gestern Abend | am {tag} | gegen {n 6 22} Uhr | kurz vor {n 7 21} Uhr
  in der Mittagspause | auf dem Heimweg | mitten in der Nacht | beim Frühstück
  zum {n 2 9}. Mal diese Woche | nach dem Regen | vor dem ersten Kaffee
tag = Montag | Dienstag | Mittwoch | Donnerstag | Freitag | Samstag | Sonntag
wer = meine Nachbarin | der Postbote | mein Bruder | die Frau vom Kiosk | mein Opa | die Kollegin
  der Hausmeister | {name} | {name} aus dem dritten Stock | meine Tochter | der Mann mit dem Dackel
name = Jette | Ole | Fiete | Marlene | Hannes | Thea | Bosse | Grit | Konrad | Svantje | Edda
  Malte
ort = auf dem Balkon | am Kanal | im Treppenhaus | hinter dem Bahnhof | am Küchenfenster | im Keller
  auf Gleis {n 2 14} | im Schrebergarten | am Deich | in {stadt} | im Bus {n 3 98} | unterm Vordach
stadt = Niederwangen | Alt Kröpelin | Ostermoor | Bad Fichtau | Grünhagen | Siebenbuchen
  Wiesel am See
vogel = ein Zaunkönig | eine Amsel | ein Kleiber | ein Graureiher | eine Elster | ein Gimpel
  ein Eichelhäher | eine Blaumeise | ein Turmfalke | eine Bachstelze | ein Mauersegler
tut = singt gegen die Müllabfuhr an | klaut dem Kater das Futter | badet in der Gießkanne
  sitzt da wie bestellt | schaut mich strafend an | zerlegt eine Sonnenblume
  übt den Klingelton von {name}
brot = Roggenbrot | Dinkelbrot | Sauerteigbrot | Mischbrot | Walnussbrot | Kartoffelbrot
  Zwiebelbrot
beet = die Zucchini | die Tomaten | die Bohnen | die Gurken | die Radieschen | die Erbsen
  die Linsen
ding = das Radio | das Tonbandgerät | die Wanduhr | die Nähmaschine | die Kaffeemühle
  das Fahrradlicht
grund = eine Sicherung für {n 20 90} Cent | ein loser Draht | ein toter Falter | {n 3 19} Krümel
  ein Riss im Riemen | meine eigene Reparatur von {n 2009 2022} | nichts als Staub
strick = Socke | Mütze | Weste | Decke | Strickjacke | Stulpe
folge = {wer} hat nur genickt | ich habe laut gelacht | jetzt ist die Küche voller Mehl
  seitdem redet {wer} nicht mehr davon | ich bleibe dabei | das glaubt mir {wer} nie
  ich brauche erst mal Tee | der Kater war beeindruckt | die Hälfte davon war Absicht
  {wer} wusste es natürlich schon | mir fehlen noch {n 2 40} Minuten Schlaf
say
  {vogel} {ort} {tut}, {wann}, und {folge}.
  Mein {brot} sieht aus wie ein Hut, aber {folge}.
  {n 68 82} Prozent Wasser im {brot}: {folge}.
  {wann} stand der Zug vor {stadt}, {n 4 90} Minuten, und {folge}.
  {ding} läuft wieder, und der Grund war nur: {grund}.
  {n 2 14} Grad {ort}, und {beet} vom letzten Jahr leben in meiner Erinnerung weiter.
  {wer} fragt {wann}, was ich {ort} mache; {folge}.
  Alte Karte von {stadt}, {n 1780 1920}: der Bach ist heute ein Parkplatz, und {folge}.
  Die {strick} ist {n 2 9} Zentimeter zu lang, aber {folge}.
  {n 12 94} Kilometer gefahren, {n 1 4} Mal geflickt, einmal {ort} Kuchen gegessen.
  Nebel über {stadt}, so dicht, dass {wer} {ort} gegen ein Schild gelaufen ist.
  Merke, {tag}: {beet} gießt man nicht um {n 6 21} Uhr, {wer} sieht alles.
  {wann} lag {ort} ein Zettel: „Bitte {n 2 9} Eier, gezeichnet {name}“.
  Heute gelernt von {name}: {vogel} wiegt so viel wie {n 2 9} Briefe.
  Drei Dinge {ort}, {wann}: {vogel}, ein Regenschirm, {grund}.
  Der Kalender sagt {tag}, {beet} sagen August, und {folge}.
  {wer} hat {wann} {n 3 30} Postkarten von {stadt} gefunden, alle unbeschrieben.
  Ich wollte nur kurz {ort} nach dem Rechten sehen, das war {wann}, und {folge}.
  In {stadt} hängt seit {n 1961 2015} dasselbe Plakat, und {wer} kennt den Grund.
  {wann} klopft es {ort}: {vogel}, sonst niemand, und {folge}.
  Fahrplan von {n 1908 1986} gefunden, {wann}: {stadt} lag {n 4 40} Minuten näher.
  {wer} schenkt mir {n 2 12} {beet_was}, {wann}, einfach so, {ort}.
  Bei {n 3 19} Millimetern Regen {ort} half am Ende nur {hilft}.
  Am {tag} in {stadt}: {n 40 900} Leute, {n 2 9} Blasorchester, ein verlorener Handschuh.
  Pilzkorb, {wann}: {n 2 14} Maronen, {n 1 4} Rätsel, {n 5 40} Mückenstiche, und {folge}.
  Mein Fahrrad quietscht jetzt in {ton}, seit {wer} {ort} daran geschraubt hat.
  Wolke {wann} über {stadt}: sah aus wie {vogel}, war dann doch Regen.
  {n 12 60} Maschen angeschlagen, {n 2 11} verloren, {wann}, {ort}, und {folge}.
  Im Radio {wann} nur Rauschen und eine Stimme, die {n 100 990} sagte; {folge}.
  {name} hat {ort} ein Schild aufgehängt: „Hier wohnt {vogel}.“
  Für {stadt} melden sie {n 1 9} Grad und {n 20 90} Prozent Nebel, {wer} meldet {ton}.
  Der Brief an {name} war {n 3 19} Tage unterwegs und kam {wann} mit Marmelade dran an.
  Zwischen Seite {n 20 90} und {n 91 300} lag {wann} ein Fahrschein nach {stadt}.
beet_was = Gurken | Quitten | Zwiebeln | Setzlinge | Kürbisse | Gläser Marmelade | Dahlienknollen
hilft = ein Topf | {name} mit Klebeband | ein alter Schirm | Geduld | {wer} | ein Stück Dachpappe
ton = B-Dur | a-Moll | einem traurigen Fis | drei Tonarten | Nieselregen | der Tonlage von {name}
ask
  Kennt jemand in {stadt} oder {stadt} wen, der noch so etwas wie {ding} repariert?
  War das {wann} {ort} {vogel}, oder täusche ich mich?
  Was macht ihr, wenn {beet} schlappmachen und {wer} in {stadt} im Urlaub ist?
  Wer von euch war {wann} {ort} und hat das auch gesehen?
  Wie viel {brot} ist zu viel, wenn {wer} allein wohnt?
reply
  Bei uns in {stadt} genauso, {wann}.
  Das muss ich {name} zeigen, {folge}.
  Großartig, und {ort} erst recht, sagt {name}.
  Ich hatte {wann} dasselbe, {folge}.
  Sag {name} schöne Grüße aus {stadt}!
  Hast du {ort} schon nachgesehen, {wann} lag da was?
share
  {wann} gelesen, {folge}.
  Lang, aber {wer} und ich waren uns einig, {wann}.
  Das hat mir {name} {wann} geschickt.
  Der Absatz über {stadt} lohnt sich, sagt {name} {ort}.
grumble
  Die Hausverwaltung schreibt {wann}, {ding} sei „nicht vorgesehen“, und {folge}.
  {n 20 95} Minuten Warteschleife, {wann}, mit Panflöte, und {folge}.
  Der Termin ist am {tag} um {n 6 7} Uhr in {stadt}, natürlich {ort}, und {folge}.
spoiler = Gejammer | Arbeit | Gesundheit, nichts Schlimmes | Essen | Hausverwaltung | Müdigkeit
poll = Was nehme ich am {tag} mit nach {stadt}? / {brot} / {brot} / nur {name} / gar nichts
  Wer gewinnt {ort}? / {vogel} / {vogel} / der Kater
`;
/** Posts in French. */
export const FRENCH = `
tags = oiseaux | pain | jardin | trains | cartes | tricot | météo | vélo | champignons | quotidien
  ciel
quand = ce matin | hier soir | {jour} dernier | vers {n 6 22} heures | avant le café
  après la pluie
  pendant la pause | pour la {n 2 9}e fois cette semaine | sur le chemin du retour | à l'aube
jour = lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
qui = ma voisine | le facteur | mon frère | la dame du kiosque | mon grand-père | ma collègue
  {nom}
  {nom} du troisième | le plombier | ma fille | le monsieur au teckel
nom = Mélodie | Gaspard | Maïwenn | Théo | Suzon | Basile | Colette | Loïc | Rosalie | Gustave
  Ninon
lieu = sur le balcon | au bord du canal | dans l'escalier | derrière la gare | à la cave
  au jardin | voie {n 2 14} | dans le bus {n 3 98} | à {ville} | sous l'auvent | au marché
ville = Saint-Aubrac | Montfleury-le-Vieux | Port-Lanvec | Vaudoire | Belcombe | Sarts-du-Lac
oiseau = une mésange | un rouge-gorge | un héron | une pie | un martinet | un troglodyte | un geai
  une sittelle | un merle | une bergeronnette
fait = chante contre le camion-poubelle | vole la pâtée du chat | se baigne dans l'arrosoir
  me regarde avec reproche | imite la sonnerie de {nom} | démonte un tournesol
pain = pain de seigle | pain au levain | pain d'épeautre | pain aux noix | pain de campagne
legume = les courgettes | les tomates | les blettes | les radis | les fèves | les poireaux
objet = la radio | le grille-pain | la pendule | le moulin à café | la machine à coudre
cause = un fusible à {n 20 90} centimes | un fil trop court | un papillon mort | {n 3 19} miettes
  ma propre réparation de {n 2009 2022} | un simple grain de sable
suite = {qui} a seulement hoché la tête | j'ai ri tout seul | la cuisine est pleine de farine
  {qui} le savait déjà | je ne regrette rien | il me faut un thé | le chat est impressionné
  personne ne me croira | il reste {n 2 40} minutes avant la nuit | c'était presque voulu
say
  {oiseau} {fait} {lieu}, {quand}, et {suite}.
  Mon {pain} ressemble à un chapeau, mais {suite}.
  Train arrêté {n 4 90} minutes devant {ville} {quand} ; {suite}.
  Le coupable, pour {objet} : {cause}.
  {n 2 14} degrés {lieu}, et {legume} n'existent plus que dans mes souvenirs.
  Vieille carte de {ville}, {n 1780 1920} : la rivière est devenue un parking, et {suite}.
  {n 12 94} kilomètres, {n 2 4} crevaisons, une tarte {lieu}.
  {qui} m'a trouvé {lieu} {quand}, une loupe à la main ; {suite}.
  Brouillard sur {ville} : {qui} a salué un poteau {quand}.
  Appris {quand}, grâce à {nom} : {oiseau} pèse autant que {n 2 9} lettres.
  Un billet {lieu}, {quand} : « {n 2 9} œufs, merci, {nom} ».
  Note pour {jour} : ne plus arroser {legume} à {n 6 21} heures, {qui} voit tout.
  Il reste {n 3 60} rangs de tricot, {quand}, et {suite}.
  À {ville}, la même affiche depuis {n 1961 2015} ; {qui} connaît la raison.
  {qui} l'affirme : {oiseau} {fait} chaque {jour}.
  Je voulais juste passer {lieu} {quand}, et {suite}.
  On frappe {lieu} {quand} : {oiseau}, personne d'autre, et {suite}.
  Un horaire de {n 1908 1986} : {ville} était alors {n 4 40} minutes plus près, dit {nom}.
  {qui} m'a offert {n 2 12} {cadeau} {quand}, comme ça, {lieu}.
  Panier de {jour} : {n 2 14} cèpes, {n 2 4} énigmes, {n 5 40} piqûres, et {suite}.
  Mon vélo grince en {ton} depuis que {qui} l'a réparé {lieu}.
  Un nuage sur {ville} {quand} : on aurait dit {oiseau}, c'était la pluie.
  La lettre pour {nom} a mis {n 3 19} jours et sent la confiture, {quand}.
  Entre la page {n 20 90} et la page {n 91 300}, {quand}, un billet pour {ville}.
  À la radio {quand}, du bruit et une voix qui disait {n 100 990} ; {suite}.
  Répétition de la chorale {lieu}, {quand} : trois personnes et {oiseau}.
  {nom} a mis un écriteau {lieu} : « Ici habite {oiseau} ».
cadeau = coings | oignons | pots de confiture | potirons | bulbes de dahlia | œufs
ton = si bémol | la mineur | fa dièse triste | trois tons à la fois | do grave
ask
  Quelqu'un à {ville} ou à {ville} répare-t-il encore {objet} ?
  Était-ce {oiseau}, {lieu}, {quand} ?
  Que faites-vous quand {legume} gèlent et que {qui} est en vacances à {ville} ?
  Qui d'autre était {lieu} {quand} et a vu la même chose ?
reply
  Pareil à {ville}, {quand}.
  J'ai montré ça à {nom} {quand}, et {suite}.
  Magnifique, surtout {lieu}, dit {nom}.
  J'ai vécu la même chose {quand} ; {suite}.
  Tu as regardé {lieu}, {quand} ?
share
  Lu {quand}, et {suite}.
  C'est {nom} qui me l'a envoyé {quand}.
  Long, mais le passage sur {ville} vaut le détour, dit {nom}.
grumble
  {n 20 95} minutes d'attente {quand}, avec flûte de Pan, et {suite}.
  Le syndic a écrit {quand} que {objet} « ne figure pas au bail », et {suite}.
spoiler = râlerie | travail | santé, rien de grave | nourriture | fatigue
poll = Que mettre au menu de {jour} ? / {pain} / {pain} / {legume} / rien du tout
`;
