/** English replies, shared links, warnings, polls' ends and edits, round the words of any topic. */
export const ENGLISH_ANSWERS = `
reply
  Same in {town}: {happened}.
  Have you tried {doing}?
  Ha, {who} says {fact}.
  This is the best thing I read {daypart}, and {who} agrees.
  I read this out to {*who} and {reaction}.
  In {town} they will tell you that {fact}.
  No, but {happened}, which is nearly the same.
  You had me at "{item}".
  My condolences to {household}.
  Tell {who} from me: {retort}
  Counterpoint: {item}.
  I am {where} and had to explain to {walker} why I was laughing.
  {n 60 99} per cent of this could have been about {who}.
  Do you have a photo, or only {a adjective} memory?
  For what it is worth, {who} once spent {duration} {doing}.
  I wish I had known on {weekday} that {fact}.
  {item}, you say?
  {^adjective} work; {who} would frame it.
  Adding {item} to my list, right after {item}.
  Now I have to know whether {happened} too.
  Please tell me that {who} was there.
  {say}
answer
  Exactly, and then {happened}.
  Ha, {who} said the same {daypart}.
  I wish; {who} would never allow {doing}.
  A photo exists, but {who} is in it, {doing}.
  Only after {duration} of {doing}, sadly.
  Thank you, I shall tell {who} on {weekday}.
  True, although {fact}.
  I asked {who} and got "{retort}"
  {item}, in fact.
  You would get on with {who}.
  Come to {town} and see, but not before {clock}.
  It was {n 2 19} of them, {who} counted.
  Partly; the other {fraction} was {item}.
share
  Sent to me by {who} at {clock}, and now it is your problem.
  Read this {daypart} and {reaction}.
  I know {who} who knows the person in the {nth} paragraph.
  Long, {adjective}, and worth missing the {n 2 68} bus for.
  The part about {item} alone is worth {duration}.
  Did not expect to read about {item} {daypart}.
  Finally somebody writes that {fact}.
  I have sent this to {who} without comment.
  Paragraph {N 3 19} made me {mood}.
  If you read one thing {where} this {weekday}, let it be this.
  {who} is going to be {mood} about the ending.
  As somebody who has spent {duration} {doing}: yes, all of it.
  Bookmarked, printed, and left {where} for {who}.
  {^adjective} reporting; I could smell {skylike}.
  Not sure I agree about {item}, but I read to the end {daypart}.
  Oh, so {fact}!
  This explains what {who} was doing {where}.
  {n 2 40} minutes to read, and I am still thinking about {item}.
quote
  This, and also {item}.
  Reminds me of {month} {n 1994 2023}, when {happened}.
  {who} and I have argued about exactly this for {duration}.
  Putting this here so that {who} sees it before {clock}.
  What I was trying to tell {who} {daypart}, only better.
  To this I can add only {item}.
  My favourite post of {weekday}, and {who} has bad taste, so trust me.
  Everyone in {town} should read this before {month}.
grumble
  {opponent} again, since {clock}, and nobody at the {shop} has ever heard of it.
  The form asks for {item}, in {N 2 5} copies, by {weekday}.
  I have been on hold for {n 12 95} minutes and the music is a pan-pipe version of {opponent}.
  {who} booked a meeting about the meeting {daypart}.
  The landlord says {defect} is not a defect.
  My {bodypart} would like to hand in its notice, effective {clock}.
  Slept {n 2 5} hours, dreamt of {opponent}, woke up {mood}.
  The letter from the council uses "in due course" {N 3 9} times and {town} is spelt wrong.
  {^weekday} was {n 11 19} hours long and I was {mood} for all of it.
  Everything is fine, but {bodypart2} is not, and I want to say so once.
  I do not want advice, I want {sendable}.
  The appointment is in {month}, in {town}, at {clock}, of course.
  Third form this {month}, and it wants to know how I feel about {opponent}.
  The lift is out of order until {month}, says the note, which has been there since {month}.
  I was told {clock}; it is always {clock} somewhere.
  There is {defect}, and I have named it after {who}.
  My {bodypart} clicks when I think of {opponent}.
  Cancelled again, by text, {daypart}, with a smiley.
  They kept my deposit and sent {item}.
  Today's password needs {N 8 14} characters, a hieroglyph and the blessing of {who}.
  Whoever parked across the drive {daypart}: I hope your {bodypart} itches.
  Paid {n 20 90} to be told that it is {weekday}.
  The upstairs people are moving furniture; it is {clock}.
  Whatever this week is, {who} started it.
  One pill with breakfast, two with {opponent}.
  I made a list of what is wrong and ran out of paper at {item}.
  The {shop} closed early, the bus came early, and I did not.
  To the person who took {item} from the hallway {daypart}: it was broken.
defect = a puddle {where} | a stain the colour of {skylike} | moss {where}
  one cold radiator in {N 2 6}
  rain on the {nth} stair | a tap that runs from {clock} | frost on the inside
  a gap the width of {a treat}
bodypart = left knee | back | right ear | wrist | jaw | other knee | shoulder
  molar number {n 2 32}
bodypart2 = my {bodypart} | the boiler | the roof | {who} | the {n 2 68} bus | my inbox
spoiler = complaining | work | health, nothing bad | mild grumbling | landlord | sleep | long day
  bureaucracy | vent, no advice please | negativity | ~ | council politics
edit
  Edit: {n 2 40}, not {n 41 99}; {who} checked.
  Edit: {who} says it was {weekday}.
  Edit: spelling, thanks to {who}.
  Edit {clock}: it was {item} after all.
  Edit: to everybody asking, yes, {town}.
  Edit, after asking {who}: and now {happened}.
  Edit: no, not {who}; the other one.
  Edit: {N 3 30} of you have written, and it is {item}.
  Edit: the photo was upside down, and only {who} said so.
  Edit at {clock}, with glasses on: {n 2 40} of them.
  Edit: changed a word so that {who} can be shown this.
caption
  {say}
  {item}, {daypart}.
  {^item}, as promised to {who}.
  {clock}, {town}: {item}.
  {^item}, {n 2 60} minutes before {weather}.
  What {who} saw: {item}.
  {happened}; here is the proof.
  {doing}, {n 2 40} minutes in.
  {item}, since {who} would not believe me.
  Evidence, collected {daypart}.
  Exhibit {n 1 9}: {item}.
  No filter, only {weather}.
  {^item}. I have nothing to add.
  Found on the camera of {who}.
  I asked for {a treat} and got {item}.
alt_end
  Taken {daypart} in {town}.
  Drawn for {who}.
  A little crooked.
  The light is {adjective}.
`;
