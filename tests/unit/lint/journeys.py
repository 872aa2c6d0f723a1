"""Thirty journeys as people write them down in Mermaid and in tables, of many fields; all of them our own."""

from __future__ import annotations

MERMAID = {
    "workday": """journey
    title A working day
    section Morning
      Make coffee: 4: Me
      Read mail: 2: Me, Cat
    section Noon
      Lunch: 5: Me
    section Evening
      Tidy up: 1: Cat
""",
    "shop": """journey
    title Web shop
    section Discover
      See an ad: 3: Visitor
      Open landing page: 4: Visitor
    section Buy
      Fill cart: 4: Visitor
      Checkout: 1: Visitor
""",
    "bank": """%% draft, not final
journey
    title Opening an account
    section Ask
      Compare banks: 3: Client
      Call hotline: 2: Client, Agent
    section Sign
      Identify by video: 1: Client, Agent
      Sign contract: 3: Client
    section Use
      First transfer: 5: Client
""",
    "clinic": """journey
  title Visit to a clinic
  section Before
    Book appointment: 2: Patient
    Find the entrance: 1: Patient
  section There
    Wait: 1: Patient, Nurse
    See the doctor: 4: Patient, Doctor
  section After
    Pay: 2: Patient
    Rest: 5: Patient
""",
    "onboarding": """journey
    title First day
    section Arrive
      Get badge: 3: New colleague, Facility
      Meet the team: 5: New colleague
    section Begin
      Set up laptop: 1: New colleague, IT
      First commit: 4: New colleague
""",
    "train": """journey
    title Taking the train to work
    section Station
      Walk: 3: Commuter
      Ticket machine is broken: 1: Commuter
      Wait on platform: 2: Commuter
    section Ride
      Find a seat: 3: Commuter
      Read: 5: Commuter
""",
    "flat": "journey\n title Nothing happens\n section A\n Step: 3: X\n Step: 3: X\n Step: 3: X\n",
    "happy": "journey\n title All is well\n section A\n One: 5: X\n Two: 5: X\n Three: 5: X\n Four: 5: X\n",
    "sad": "journey\n title All is lost\n section A\n One: 1: X\n Two: 1: X\n Three: 1: X\n Four: 2: X\n",
    "no title": "journey\n section Only\n A step: 3: Me\n",
    "no section": "journey\n title Without sections\n Walk: 3: Me\n Run: 4: Me\n",
    "many actors": "journey\n title Crowd\n section S\n Sing: 4: A, B, C, D, E, F, G, H, I, J\n",
    "unicode": "journey\n title 出発\n section 朝\n 起きる: 3: 私\n ☕: 5: 私\n section Ü\n Größe: 2: Jörg\n",
    "long": "journey\n title Long\n section S\n"
    + "".join(f" Step {at}: {at % 5 + 1}: Me\n" for at in range(40)),
    "support": """journey
    title Support case
    section Trouble
      Something breaks: 1: User
      Searches the help pages: 2: User
    section Contact
      We send a ticket number: 2: Company
      Leverages the omnichannel portal: 3: User
      Mails help@example.org: 2: User
    section Solved
      Fix works: 5: User
""",
}

TABLES = {
    "lanes down": (
        "Stage,Search,Compare,Buy\nActions,Asks friends,Reads tests,Pays\n"
        "Pain points,,Too many words,No invoice\nOpportunities,,,\nEmotion,1,0,-1\n"
    ),
    "stages down": (
        "Stage,Actions,Thoughts,Touchpoints\nArrive,Parks,Where to?,Sign\nWait,Reads,How long?,Screen\n"
        "Leave,Pays,Finally,Machine\n"
    ),
    "semicolons": "Stage;Actions;Emotion\nHear;Asks a friend;1,5\nTry;Walks in;-0,5\nStay;Comes back;2\n",
    "tabs": "Stage\tActions\nOne\tWalks\nTwo\tRuns\nThree\tRests\n",
    "emotion words": "Stage,Emotion,Actions\nA,happy,Looks\nB,sad,Waits\nC,neutral,Goes\n",
    "empty cells": "Stage,Actions,Pain points\nA,,\nB,,\nC,,\n",
    "one stage": "Stage,Actions\nEverything,Does all of it\n",
    "quotes": 'Stage,Thoughts\nAsk,"“Why, again?”"\nWait,"He said ""soon"""\nGo,"Two\nlines"\n',
    "placeholders": "Stage,Actions,Opportunities\nStage 1,TBD,???\nStage 2,todo,lorem ipsum\n3,n/a,...\n",
    "people": (
        "Stage,Thoughts\nCall,My name is Ferdia Byrne\nMail,Write to ferdia@example.ie\n"
        "Pay,Card 4111 1111 1111 1111\n"
    ),
    "luxury": (
        "Stage,Touchpoints,Backstage\nDesire,Boutique window,Team plans\nVisit,Sales associate,Stock check\n"
        "Purchase,Champagne,Invoice\nUse,Letter by hand,Client book\n"
    ),
    "saas": (
        "Stage,Actions,KPI\nTrial,Signs up with a work address,Activation\nActivate,Imports data,Day 7\n"
        "Subscribe,Enters card,MRR\nRenew,Reads the invoice,NRR\n"
    ),
    "school": "Stage,Actions,Pain points\nApply,Fills forms,All alike\nEnrol,Queues,Queue\nStudy,Reads,\n",
    "same names": "Stage,Actions\nWait,Reads\nWait,Sleeps\nWait,Leaves\n",
    "formulas": "Stage,Actions\nA,=1+1\nB,@SUM(A1)\nC,-2\nD,+3\n",
}
