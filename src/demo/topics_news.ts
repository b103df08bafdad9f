/** What the newsrooms and the bots of this world put out, a great deal of it. */
export const NEWS = `
tags = {*town_tag}news | local | breaking | council
town_tag = Harrowmere | Vennick | Ostby | Saltmarsh | Oldwick
body = the council | the harbour board | the parish | the fire service | the county court
  the water company | the school board | the ferry operator | the planning office | police
  the hospital trust | the library committee | the bus company | the museum | the bridge authority
thing = a {n 2 40}-million ring road | the {town} library | the old gasworks | a swimming pool ban
  the Christmas market | {n 40 900} allotments | parking on {road} | a tram to {town}
  the clock tower
  a ban on leaf blowers | the {weekday} market | the lido | a wind farm off {town} | bus {n 2 90}
  the {n 18 19}th-century mill | school dinners | the lighthouse | a second bridge | the night ferry
road = Mill Lane | Station Road | the High Street | Quay Street | Tanner's Row | Bishopsgate
  Marsh Road | Cooper's Hill | Lantern Street | Weir Walk
verb = approves | rejects | postpones | defends | quietly drops | reopens | blames {opponent} for
  votes {n 6 21} to {n 1 5} for | promises money for | is sued over | apologises for
  loses track of
  doubles the price of | invites comments on | starts work on | sells | inspects | fences off
after = after {n 3 19} hours of debate | despite {n 200 9000} signatures | in a surprise vote
  before {month} | amid complaints | after a leak | for the {nth} time | without a quorum
  following an audit | while {weather} | after {walker} intervened | citing costs | overnight
past = approved | rejected | postponed | defended | quietly dropped | reopened | sold | inspected
  blamed {opponent} for | voted {n 6 21} to {n 1 5} for | apologised for | lost track of
  fenced off
  doubled the price of | started work on
happened
  {body} {past} {thing}
incident = a lorry lost {n 2 30} tonnes of {cargo} on {road} | a swan held up {road}
  {n 12 60} people were moved out of a building on {road}
  the last train stopped for {n 20 190} minutes
  a burst main flooded {road} | an unexploded shell was dug up near the school
  a roof on {road} gave way
  the power failed at {clock} | a cow walked into the {shop} on {road}
cargo = apples | gravel | yoghurt | fish | glue | potatoes | feathers | beer | tomatoes | sand
say
  {^body} {verb} {thing} {after}.
  {^body} {verb} {thing} {after}.
  {^body} {verb} {thing} {after}.
  {town}: {incident}.
  {^road} closed between {n 6 11} and {n 13 23}: {incident}.
  {^incident}, {body} said at {clock}.
  {town} {result}, {n 1 5}–{n 0 4}, in front of {n 120 2900}.
  Weather for {town}: {n 2 21} degrees, wind {n 2 9}, {after2}.
  Court: {town} man, {n 21 79}, fined {n 60 900} over {thing}.
  Obituary: {name} of {town}, who {deed}, aged {n 79 104}.
  Your letters: "{thing}? Not in my {month}," writes {name}, {town}.
  Live: {body} meets in {town} about {thing}, from {clock}.
  Poll: {n 31 68} per cent in {town} oppose {thing}.
  In pictures: {thing}, {n 20 120} years on.
result = hold {town} | lose to {town} | beat {town} | draw with {town} again
after2 = rain by {n 13 22} | fog on the bridges | sun for {n 1 5} hours | hail likely
  dry, for once
deed = rang the bells for {n 30 70} years | drove bus {n 2 90} | taught half of {town} to swim
  kept the lighthouse | ran the {shop} | counted birds on the marsh | mended every clock in {town}
opening = {say}
sentence = {say}
caption = {say}
second
  A decision on {thing} is due on {weekday}.
  {name} {lastname} ({n 31 77}), of {road}, called it "{adjective}".
  {^body} did not comment on {thing} before {clock}.
  More than {n 12 900} people had signed by {clock}.
  It is the {nth} such case in {town} since {n 1987 2021}.
  Work on {thing} will take {n 3 30} months.
  A meeting is set for {clock} on {weekday} at the {town} {shop}.
  The cost has risen to {n 2 90} million since {month}.
lastname = Coldwater | Birchall | Inkpen | Saltash | Wagstaffe | Quennell | Tidewell | Mossop
  Hobday
doing = reading the minutes | queueing on {road}
fact = {body} {verb} {thing}
item = {thing}
ask = Do you live near {thing} in {town} and want to be heard on {weekday}?
title
  {^body} {verb} {thing} {after}
  {town}: {incident}
poll = Should {town} keep {thing}? / Yes / No / Only on {weekday}s
`;
export const READINGS = `
tags = bot | readings | tides | weather
station = Gannet Sands | Old Pier | Hollow Bank | Upper Beacon | Lantern Rock | Weir Foot
  Skerry Light
  Mast {n 3 28} | Buoy {n 11 96} | Tarn Head | Quay Nine | Chalk Pit | Low Fen | Gull Stack
sky = overcast | clear | broken cloud | mist patches | drizzle | haze | passing showers
  thin cirrus | sleet at times | stars visible | low cloud | towering cumulus
dir = N | NE | E | SE | S | SW | W | NW
say
  {station} {n 0 23}:{min} — wind {dir} {n 0 9}, {n 961 1039} hPa, {n 1 21}.{n 0 9} °C, {sky}.
  {station} {n 0 23}:{min} — {sky}, visibility {n 1 40} km, swell {n 0 4}.{n 0 9} m.
  High water {station} {n 0 23}:{min}, {n 2 7}.{n 0 9} m; low {n 0 23}:{min}, {n 0 1}.{n 0 9} m.
  {station}: {n 0 90}.{n 0 9} mm since {n 0 23}:{min}, gusts {n 12 96} km/h from {dir}, {sky}.
opening = {say}
sentence = {say}
caption = {say}
second
  Sensor {n 2 60} read {n 1 21}.{n 0 9} at {n 0 23}:{min} before the last reset.
  Next reading from {station} at {n 0 23}:{min}.
  Sunrise {n 4 8}:{min}, sunset {n 16 21}:{min} at {station}.
happened = {station} reported {sky}
doing = reading {station}
fact = {station} shows {sky}
item = {sky} at {station}
ask = Can anybody see {station} at {n 0 23}:{min}?
title = A year at {station}
poll = Tomorrow at {station}? / {sky} / {sky} / {sky}
`;
export const MUSEUM = `
tags = bot | museum | objects | history
object = spoon | button | ship's biscuit | ear trumpet | glove | weathercock | tally stick | thimble
  map case | snuff box | milk tooth | sundial | bell clapper | eel spear | dance card | lace bobbin
  pattern book | ferry token | darning egg | sand glass | pocket globe | letter opener
  bird whistle
material = horn | brass | pewter | bog oak | bone | tin | painted plaster | walnut | glass | slate
  wax | lead | cow hide | birch bark | mother-of-pearl | iron
fate = found in a drawer at {town} | given by the widow of a {trade} | dug up under {town} station
  swapped for {N 2 9} hens | washed ashore at {town} | misfiled until {n 1951 2019}
  origin doubtful
  mended twice | never used | chewed by a dog | label in an unknown hand | bought in a job lot
trade = ferryman | glover | clockmaker | lighthouse keeper | piano tuner | chandler | cooper
  weaver
say
  {^object}, {material}, {n 3 40} cm, about {n 1640 1930}, {fate}.
  No. {n 1000 99999}: {object}, {material} and {material}, {n 1690 1925}; {fate}.
  Drawer {n 2 900}: {N 2 9} {+object}, {material}, {fate}.
  A {object} that belonged to a {trade} of {town}, {n 1700 1920}, {material}, {fate}.
opening = {say}
sentence = {say}
caption = {say}
second
  Inventory {n 100 9999}, shelf {n 1 90}.
  The {trade} is not known to us by name; the {object} in drawer {n 2 900} may be theirs too.
  Last shown in {town} in {n 1931 2022}.
happened = {a object} turned up
doing = dusting {a object}
fact = {a object} of {material} lasts longer than its owner
item = {a object} of {material}
ask = Who can read the label of {object} {n 100 9999}?
title = The {object} from {town}
poll = What is {object} {n 100 9999} made of? / {material} / {material} / {material} / unknown
`;
