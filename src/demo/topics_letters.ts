/**
 * What English posts about letters, books and machines are made of; see grammar.ts for how to read
 * it.
 */
export const TYPOGRAPHY = `
tags = typography | type | letterpress | lettering | fonts
glyph = ampersand | lower-case g | capital R | long s | question mark | eszett | italic f
  numeral 4
  at sign | interrobang | semicolon | capital Q | ligature | pilcrow | dotless i | small cap E
face = a Clarendon | a grotesque from {n 1898 1931} | a wood type of {n 12 60} lines
  a French Didone
  a stencil face | a humanist sans | a slab serif | {who}'s handwriting | a typewriter face
  a fat face
  a blackletter | a sign painter's casual
sign = the sign of the {shop} | a manhole cover | the {town} station clock | a fish crate
  the lift plate
  a gravestone of {n 1741 1911} | the side of a van | a ghost sign | the menu of the {shop}
happened
  I met {a glyph} on {sign}
  the proof came back with {a glyph} upside down
  I set {N 4 30} lines in {face} and dropped {N 1 4} of them
  {who} called the {*glyph} "the curly one"
  someone had kerned {sign} by hand, and with love
  I bought a case of {face} without a single {glyph}
  {sign} was repainted, and the {glyph} lost its tail
  the printer at {town} let me ink {face}
doing
  redrawing the {glyph} for the {nth} time
  photographing {sign}
  sorting {n 2 14} kilos of {face}
  comparing {N 3 12} drafts of {a glyph}
  spacing a headline in {face}
  cleaning ink off {household}
fact
  the {glyph} is the only letter that knows it is being watched
  {face} looks best a little too big
  {sign} uses {N 2 5} typefaces and none of them on purpose
  nobody notices {a glyph} until it is wrong
  the {glyph} in {face} was cut by somebody's daughter in {n 1880 1936}
item
  {a glyph} from {sign}
  {face}, {n 6 72} point
  a tray of {+glyph}
  the worst kerning in {town}
  {N 2 9} sheets of blotting paper
  {sign}, before they replace it
say
  The {*glyph} on {sign} has more character than all of {weekday}.
  Today's find in {town}: {face} on {sign}, still sharp after {n 30 110} years.
  Kerning is what you see when you have stopped reading {sign}.
  I have drawn {n 11 90} versions of {a glyph} and version {n 2 10} was right.
  Whoever made {sign} did not have {a glyph} and used an upside-down {glyph}.
  A {glyph} should sit like {who} on a sofa: heavy, pleased.
  {^face} at {n 6 9} point, grey as rain, perfect.
  There is {a glyph} in {town} I visit the way others visit an aunt.
  Ink under my nails, {face} in the stick, {clock}.
  Every alphabet has one letter that ruins the party, and here it is the {glyph}.
ask
  Who drew the {glyph} on {sign}?
  Would you pair {face} with {face}, or call the police?
  Where in {town} is the best {glyph}?
poll = The hardest to draw? / {glyph} / {glyph} / {glyph} / a straight line
title = The last type foundry of {town}
  A short history of the {glyph}
  {n 100 900} photographs of {sign}
`;
export const DATABASES = `
tags = databases | sql | programming | coding | dataengineering | opensource
dbthing = index | migration | join | backup | foreign key | query plan | lock | trigger | view
  cursor
  vacuum | transaction | replica | window function | check constraint | time stamp
trouble = a time zone | one missing comma | a column called "misc2" | a cron job from {n 2009 2018}
  somebody's spreadsheet | {n 2 90} million empty strings | daylight saving | a trailing space
  a default of 1970 | {name}'s laptop | an index nobody had | a unique key that was not
service = the invoice service | the library catalogue | the bus timetable
  the allotment waiting list
  the museum inventory | the tide table | my recipe collection | the staging server
  the choir's roster
happened
  {service} went down because of {trouble}
  a {dbthing} took {n 3 40} minutes in rehearsal and {n 5 19} hours on {weekday}
  I deleted {n 300 9000} lines and {service} got faster
  the restore of {service} worked at the first try
  {who} found {trouble} by reading the code aloud
  the query went from {n 9 90} seconds to {n 3 80} milliseconds with one {dbthing}
  {trouble} had been in {service} since {n 2006 2019}
  I wrote a {dbthing} that only I and {who} understand
  the pager rang at {n 2 4}:{min} about {trouble}
doing
  restoring {service} into an empty directory, to see
  reading {a dbthing} like a novel
  explaining {a dbthing} to {who} with spoons
  moving {service} off a machine under a desk
  looking for {trouble}
  writing the test that would have caught {trouble}
fact
  a backup is a wish until it is restored
  {service} ran for {n 3 19} years on a file of {n 2 900} megabytes
  every {dbthing} was somebody's good idea
  {trouble} costs more than all of {service}
  the fastest {dbthing} is the one you do not need
item
  one {dbthing}, {n 3 90} lines
  {trouble}
  {n 2 40} slow queries
  a comment that says only "sorry, {name}"
  {n 200 4000} fewer lines
  a diagram on a napkin
say
  Root cause: {trouble}; contributing factors: {weekday}, {name}, hubris.
  The {*dbthing} is fine; it is {trouble} that needs a holiday.
  Somewhere in {service} there is {a dbthing} holding the whole of {town} together.
  I have been a programmer for {n 8 34} years and {trouble} still gets me.
  Boring technology report: {service}, {n 3 17} years, {N 0 3} surprises.
  {n 2 90} million rows, one {dbthing}, {n 3 80} ms, I may cry.
  If your {dbthing} needs a diagram, it needs a friend.
  We named the new server {name}; the old one was {name} and nobody dares switch it off.
  There is no cloud, there is only {service} and {who} with a screwdriver.
  Documentation says "see below"; below there is {trouble}.
  Green on the {nth} run, and I changed only {a dbthing}.
ask
  Does anybody else put {a dbthing} where {trouble} might be?
  Who still runs {service} on something from before {n 2004 2014}?
  How would you explain {a dbthing} to {who} in {N 2 9} words?
poll = It was … / DNS / {trouble} / {trouble} / me
title = What {n 9 30} years of {service} taught us
  How {trouble} stopped the trams of {town}
  In defence of the {dbthing}
`;
export const LIBRARIES = `
tags = books | reading | libraries | bookstodon | bookbinding
book = a novel about {bookish} | a history of {bookish} | a field guide to {bookish}
  a dictionary of {bookish}
  an atlas of {bookish} | a cookbook from {n 1911 1974} | {N 3 9} volumes on {bookish}
  a pamphlet against {bookish}
bookish = fog | bridges | salt | beavers | lighthouse keepers | gloves | silence | drains | glaciers
  eels | waiting rooms | postmen | weeds | stairs | whistling | tin mines | ferries | owls | soup
slip = a tram ticket from {n 1922 1978} | a pressed {leafy} | a love letter | a bacon rind, yes
  a bill for {N 2 6} beers | somebody's X-ray | a shopping list: "{listy}" | a lock of hair
  a pawn ticket
leafy = violet | fern | ginkgo leaf | clover | poppy
listy = eggs, rope, apologies | candles, lard, blue paint | a hat for {name} | milk, milk, milk
happened
  I found {slip} in {book}
  {who} returned {book} after {n 9 61} years
  the library of {town} let me take {N 9 20} books and I could carry {N 3 7}
  a child asked for {book} and would not settle for less
  I read {n 40 310} pages of {book} and missed my stop
  {book} smelled of smoke and oranges
  the reading group split over the ending of {book}
  the mobile library got stuck behind a hay cart with {who} on board
doing
  re-sewing {book}
  reading {book} aloud to {who}
  cataloguing {n 40 900} boxes
  looking for {book} that {who} remembers as green
  hiding {book} from myself until {month}
  mending a spine with Japanese paper
fact
  {book} must have been out on loan since {n 1987 2019}
  the library of {town} lends {lendable}
  nobody has ever finished {book}
  {slip} is the most usual bookmark in {town}
  librarians can tell by the sound which shelf it was
lendable = ladders | telescopes | cake tins | sewing machines | umbrellas | seeds | a tuba
  rain gauges
item
  {book}
  {slip}
  {n 90 480} pages, {n 2 9} of them stuck together
  a library card from {n 1949 1991}
  {N 2 9} overdue books
  a note in pencil: "no!"
say
  Somebody has written "{margin}" in the margin of page {n 12 390}, and now I read only for them.
  I went in for {book} and came out with {book}, as the system intends.
  Page {n 61 400} of {book}: I do not want it to end, so I have started again at page {n 1 40}.
  The quietest room in {town} has {n 4 30} chairs and {book} on every second one.
  Between pages {n 40 90} and {n 91 180} of {book}: {slip}.
  {^who} reads the last page first, and {book} has no defence.
  New job title, given to me by {a childish}: book doctor.
  A shelf fell at {clock}; the {bookish} section is now next to the {bookish} section, and it works.
  {n 3 14} people in the reading room, all {mood}, nobody looking up.
  Read so far in {month}: {book}, {book}, and the back of the oats.
childish = {n 4 9}-year-old | small boy with {n 11 40} stickers | girl in a {colour} raincoat
margin = no! | see {name} | rubbish, {n 1924 1971} | as if | my mother said this too | ha
  wrong about {bookish}
ask
  What was the book about {bookish} with the {colour} cover?
  Has anybody finished {book}?
  Which book about {bookish} would you give to {who}?
poll = Next for the reading group in {town}? / {bookish} / {bookish} / {bookish} / cake only
title = The library of {town} that lends {lendable}
  What librarians of {town} find between pages
  {n 100 400} years of {book}
`;
