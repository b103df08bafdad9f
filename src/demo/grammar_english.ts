/**
 * What English posts of every topic share: times, people, weather, and frames around a topic's own
 * words.
 */
export const ENGLISH = `
weekday = Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
month = January | February | March | April | May | June | July | August | September | October
  November | December
clock = {n 5 11}:{min} | {n 5 11} in the evening | {n 5 11} in the morning | quarter past {N 2 11}
  half past {N 1 12} | ten to {N 2 12} | {n 13 22}:{min}
min = 05 | 10 | 12 | 17 | 20 | 25 | 34 | 40 | 41 | 48 | 50 | 55
daypart = this morning | this afternoon | this evening | late last night | before breakfast
  after lunch | at dusk | on the way home | between two meetings | on {weekday}
  around {clock} | just after {clock} | during the school run | before anybody else was up
  in the {N 2 9} minutes I had | for the {nth} time this week
nth = second | third | fourth | fifth | sixth | seventh | ninth
duration = {N 2 9} hours | {n 20 55} minutes | most of {weekday} | a whole evening | my lunch break
  the better part of a week | {N 2 6} rainy afternoons | all of {month} | the last {N 2 9} days
  one very long train ride | an hour I did not have | {N 3 8} evenings in a row
who = my neighbour | my mother | my aunt | the postwoman | my flatmate | my colleague {name}
  {name} from upstairs | {name} next door | the man at the {shop} | the woman who runs the {shop}
  my {n 6 15}-year-old | my grandfather | {name} | my old teacher | my landlord | the plumber
  my sister | a stranger on the {n 2 68} bus | the kid across the street | my doctor | my wife
  my husband | {name} at work | the librarian | my dad | an elderly man with {a colour} hat
name = Ines | Tove | Bram | Odile | Marek | Noor | Hester | Piet | Yusra | Callum | Dagny | Ravi
  Solveig | Kit | Anouk | Tomasz | Wilf | Linnea | Oisín | Bea | Femi | Jarek | Maude | Ilse | Theo
shop = bakery | hardware shop | corner shop | bike shop | station kiosk | post office | charity shop
  launderette | garden centre | library | pharmacy | fishmonger | market | second-hand bookshop
colour = green | yellow | rust-red | pale blue | violet | mustard | grey | turquoise | cream
  copper
  black | salmon-pink | ochre | bottle-green | off-white
town = Harrowmere | Ostby | Little Thrupp | Vennick | Karsholm | Pellworth | Brae Lomond
  Quillan Bay
  Tarnsjö | Oldwick | Saltmarsh | Dunmarrow | Fennimore | Marlow Cross | Eskerry | Nether Wallow
  Upper Wallow | Hollin Ford | St Bride's Head | Kettlesing | Grimsel Bridge | Vastervik Road
walker = a man with {N 2 6} dogs | a jogger | {N 2 5} teenagers | a wedding party | a delivery rider
  the whole bus stop | a small child in {a colour} raincoat | somebody's grandmother | a nun
  two policemen | a brass band on its way home | the bin men
weather = it rained sideways | the fog never lifted | the wind took the bins
  it was {n 2 31} degrees
  hail came out of nowhere | the sun came out for {N 2 12} minutes | the river was up again
  there was frost on the inside | the heating was off | a storm was going round the houses
  everything dripped | the sky was the colour of {skylike} | the street was one long puddle
skylike = old dishwater | weak tea | a pigeon | a peach | slate | the inside of a shell | tin
  a bruise | wet cement | milk | apricot jam
reaction = {calm} | {calm} | {calm} | {calm}
  {*who} pretended not to see | {*who} wants it in writing | {*who} has started a list
  {*who} says I am impossible now | I owe {*who} {a treat}
calm = I laughed out loud | I nearly dropped my tea | I had to sit down | I said a word
  I have been smiling since | nobody else noticed | I took {N 2 40} photos, all blurred
  I went straight back to bed | I wrote it on the back of my hand
  {walker} stopped to look | I clapped, alone | the cat left the room | I apologised to it
  it took me until {clock} to calm down | I made tea and stared at it
  I am not as surprised as I should be
  we all went quiet for {N 2 9} seconds | I am counting it as exercise
  I regret about a {fraction} of it
  the {shop} has run out of plasters
treat = cake | apology | beer | a coffee | a phone call | explanation | pie | second chance | dinner
fraction = third | quarter | half | tenth | fifth | seventh
closing
  {^*who} says I should get out more; I was {where} at the time.
  I mention this only because {*who} did not believe me.
  That was {weekday}; I am still thinking about it {where}.
  More about this when {*who} has stopped laughing.
  If you need me I am {where}, being {mood}.
  Today's score: me {n 0 4}, {opponent} {n 5 19}.
  {^*who} gets {a fraction} of the credit and all of the blame.
  I would do it again, though not before {clock}.
  Not my best {weekday}, not my worst {month}.
  Ask me again in {month}, when I am less {mood}.
  Small joys of {a mood} {weekday}.
  It cost me {n 2 90} euros and {a adjective} amount of dignity.
  {^*who} has been told, and was {mood} about it.
  Anyway, that is why there is {a colour} stain on {household}.
  Please send {sendable} to {town}, attention of somebody very {mood}.
  I would like to thank {*who} and, grudgingly, {opponent}.
  You may now picture {*who} saying "{retort}".
  Filed under things I shall explain to {*who} one day, slowly.
  The rest of {weekday} can only be {adjective} in comparison.
  Everything else {daypart} was {adjective}, since you ask.
retort = I told you so | is that meant to be there? | and who cleans it up? | lovely, put it away
  not on the good table | you said that in {month} | how much was it? | we have one already
  that is not what the label says | and this is your hobby?
opponent = the printer | gravity | the stairs | damp | the council | {weekday} | arithmetic | moths
  the wind | the upstairs tap | a wasp | my own handwriting | the calendar | static electricity
mood = happy | tired | stubborn | unreasonable | content | cross | hopeful | sleepy | smug | quiet
  dramatic | sore | calm | thoughtful | slightly damp | overcaffeinated | insufferable | relieved
adjective = ordinary | glorious | reasonable | suspicious | modest | unholy | respectable | silly
  magnificent | dull | heroic | unlikely | tender | alarming | improbable | decent
where = under the table | in the shed | on the roof | on the {n 2 68} bus | in the bath
  by the window | in the cellar | at the {shop} | on the back step | behind the sofa | in {town}
where2 = from {where3} | in {N 2 9} layers of wool | with a torch | and went {colour} | and blinked
where3 = the {shop} window | the {n 2 68} bus | {town} | the stairs | the next garden | the top deck
household = the ceiling | the good tablecloth | my passport | the dog | {*who}'s coat | the piano
  the fridge door | the tax return | my left sleeve | the hall mirror | the instruction manual
sendable = biscuits | help | a carpenter | dry socks | string | soup | moral support
  {N 2 9} lemons
  a longer ladder | strong tea | a second opinion | spare batteries
tellme
  Has anybody in {town} had the same, or is it just me and {*who}?
  What do the rest of you do when {weather} and you are {where}?
  Who else had this {daypart}?
  Is this normal, or should I tell {*who}?
  Does anyone want {a adjective} update after {clock}?
  How long would you wait before asking {*who}?
  What would {*who} do with my patience and {sendable}?
`;
/**
 * How English sentences stand around a topic's clauses: \`happened\`, \`doing\`, \`fact\`,
 * \`item\`.
 */
export const ENGLISH_FRAMES = `
sentence
  {happened} {daypart}, and {reaction}.
  {^happened}.
  {daypart}: {happened}.
  {happened}; {weather}.
  {weather}, so I spent {duration} {doing}.
  Spent {duration} {doing}, and {reaction}.
  {*who} caught me {doing} {daypart}.
  {*who} asked why I was {doing}; {calm}.
  I have been {doing} since {clock} and {reaction}.
  {daypart} I tried {doing} with {*who}.
  Nobody told me that {fact}.
  {*who} has just explained to me that {fact}.
  {^fact}, says {*who}, who would know.
  Still {doing}.
  If {fact}, then why has {*who} never mentioned it?
  I was {where}, {doing}, when {weather}.
  {happened}, which is more than I can say for {*who}.
  In {town} {happened}, and people there still talk about it.
  {happened}; {weather}; {reaction}.
  Things I did not expect {daypart}: {item}.
  {say}
  {say}
  {say}
  {say}
  {say}
  {say}
opening
  {happened} {daypart}, and {reaction}.
  {^happened}.
  {daypart}: {happened}.
  {happened}; {weather}.
  {say}
  {say}
  {say}
  {say}
  {say}
  {weather}, so I spent {duration} {doing}.
  {*who} caught me {doing} {daypart}.
  Good news from {town}: {happened}.
  {weekday} report: {happened}.
  So {happened}.
  I went out for {errand} and came back {doing}.
  An update for {*who}: {happened}.
errand = milk | stamps | one lightbulb | a walk | bread | some air | {N 2 6} screws | paracetamol
  a birthday card | cat food | glue
second
  {fact2}
  {say}
  {say}
  {reaction2}
  {closing}
  Meanwhile {weather}.
  {*who} saw it too, {where2}.
  All this while {weather} and {who} was {doing}.
fact2
  Nobody told me that {fact}.
  {*who} says {fact}.
  Apparently {fact}.
  I learned from {*who} that {fact}.
  And yes, {fact}.
  It is {a adjective} thing that {fact}.
reaction2
  {^reaction}.
  Naturally {reaction}.
  {reaction}, and then {reaction}.
  I told {*who}, and {calm}.
headline
  {title}
  {title}
  A year of {doing}
  The quiet art of {doing}
  {n 7 40} notes on {doing}
  Is it true that {fact}?
  Why {fact}
  Letter from {town}: {doing}
  What I learned from {duration} of {doing}
  {town}, where {happened}
  On {doing}, {n 20 60} years later
list_head
  {weekday}, in no order:
  Seen {daypart}:
  {N 3 9} things from {town} (I lost the others):
  On my desk, {daypart}:
  Inventory, {clock}:
  What {*who} and I argued about {daypart}:
  Notes to self, {weekday}:
  To do before {month}:
  Reasons I was late {daypart}:
  Overheard {where}:
  Today's finds, for {*who}:
  What is in the bag after {duration}:
  Ranked by how {mood} they made me:
list_item
  {item}
  {item}
  {item}
  {item}, {daypart}
  {item} ({who} disagrees)
  {doing}
  {item}, again
  {happened}
`;
