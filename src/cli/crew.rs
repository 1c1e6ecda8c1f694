//! Many documents over all cores (分工): folders are opened as there are hands for them, never more at once than
//! there are threads, and what came of them is told in the order they were asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How far the crew may run ahead of what has been told, in tasks a thread: what waits is only words.
const AHEAD: usize = 256;

/// Time that a thread without work sleeps, in microseconds; another is opening a folder that may hold work.
const NAP: u64 = 200;

/// How a kind of work is done (工序). A task is a workspace or an archive, its parts are documents.
pub(super) trait Steps: Sync {
    /// What is asked for.
    type Task: Sync;
    /// It, open.
    type Open: Send + Sync;
    /// What came of one document.
    type Part: Send;
    /// What is to be told of the whole task.
    type Said: Send;

    /// Opens a task; its number of documents.
    fn open(&self, task: &Self::Task) -> (Self::Open, usize);
    /// Does one document.
    fn one(&self, open: &Self::Open, n: usize) -> Self::Part;
    /// Closes the task, with what came of its documents in their order; those not begun before a halt are left out.
    fn close(&self, task: &Self::Task, open: Self::Open, parts: Vec<Option<Self::Part>>) -> Self::Said;
    /// Whether nothing more is to be begun.
    fn halted(&self) -> bool {
        false
    }
}

/// An open task and its documents.
struct Running<S: Steps + ?Sized> {
    number: usize,
    open: Arc<S::Open>,
    /// Documents that somebody has taken.
    taken: usize,
    /// Documents not done yet.
    left: usize,
    parts: Vec<Option<S::Part>>,
}

/// Where all stands.
struct State<S: Steps + ?Sized, T> {
    /// The next task that nobody has opened.
    next: usize,
    /// Tasks that are being opened.
    opening: usize,
    running: Vec<Running<S>>,
    /// Done, but not told: one before it is not done.
    waiting: BTreeMap<usize, S::Said>,
    told: usize,
    tell: T,
    /// A thread has panicked: the others go home.
    broken: bool,
}

/// What a thread is to do next.
enum Next<O> {
    Open(usize),
    One(usize, Arc<O>, usize),
    Wait,
    Home,
}

/// Does all tasks over the threads of the pool; `tell` hears of each in the order of the tasks.
pub(super) fn run<S: Steps>(steps: &S, tasks: &[S::Task], tell: impl FnMut(S::Said) + Send) {
    let state = Mutex::new(State::<S, _> {
        next: 0,
        opening: 0,
        running: Vec::new(),
        waiting: BTreeMap::new(),
        told: 0,
        tell,
        broken: false,
    });
    let crew = Crew { steps, tasks, state };
    // one member a thread: spawned work could be taken up by a thread that waits in the midst of a document
    rayon::broadcast(|_| crew.work());
}

struct Crew<'a, S: Steps, T> {
    steps: &'a S,
    tasks: &'a [S::Task],
    state: Mutex<State<S, T>>,
}

impl<S: Steps, T: FnMut(S::Said)> Crew<'_, S, T> {
    fn state(&self) -> MutexGuard<'_, State<S, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        let _alarm = Alarm(self);
        loop {
            match self.next() {
                Next::Open(number) => self.open(number),
                Next::One(number, open, n) => self.one(number, open, n),
                Next::Wait => rest(),
                Next::Home => return,
            }
        }
    }

    fn next(&self) -> Next<S::Open> {
        let halted = self.steps.halted();
        let mut state = self.state();
        if state.broken {
            return Next::Home;
        }
        if halted {
            self.drop_the_rest(&mut state);
            self.close_done(state);
            return Next::Home;
        }
        let free = state.running.iter_mut().find(|r| r.taken < r.parts.len());
        if let Some(running) = free {
            running.taken += 1;
            return Next::One(running.number, Arc::clone(&running.open), running.taken - 1);
        }
        let ahead = AHEAD * rayon::current_num_threads().max(1);
        match state.next {
            next if next < self.tasks.len() && next < state.told + ahead => {
                state.next += 1;
                state.opening += 1;
                Next::Open(next)
            }
            next if next < self.tasks.len() || state.opening > 0 => Next::Wait,
            _ => Next::Home,
        }
    }

    fn open(&self, number: usize) {
        let Some(task) = self.tasks.get(number) else {
            return;
        };
        let (open, parts) = self.steps.open(task);
        let mut state = self.state();
        state.opening -= 1;
        state.running.push(Running {
            number,
            open: Arc::new(open),
            taken: 0,
            left: parts,
            parts: std::iter::repeat_with(|| None).take(parts).collect(),
        });
        self.close_done(state);
    }

    fn one(&self, number: usize, open: Arc<S::Open>, n: usize) {
        let part = self.steps.one(&open, n);
        drop(open);
        let mut state = self.state();
        if let Some(running) = state.running.iter_mut().find(|r| r.number == number) {
            running.left -= 1;
            if let Some(place) = running.parts.get_mut(n) {
                *place = Some(part);
            }
        }
        self.close_done(state);
    }

    /// Documents that nobody has begun are not begun any more.
    fn drop_the_rest(&self, state: &mut State<S, T>) {
        for running in &mut state.running {
            running.left -= running.parts.len() - running.taken;
            running.taken = running.parts.len();
        }
        state.next = self.tasks.len();
    }

    /// Closes tasks whose documents are all done, outside of the lock, and tells of those whose turn it is.
    fn close_done<'s>(&'s self, mut state: MutexGuard<'s, State<S, T>>) {
        while let Some(at) = state.running.iter().position(|r| r.left == 0) {
            let done = state.running.remove(at);
            drop(state);
            let said = Arc::into_inner(done.open)
                .zip(self.tasks.get(done.number))
                .map(|(open, task)| self.steps.close(task, open, done.parts));
            state = self.state();
            state.waiting.extend(said.map(|said| (done.number, said)));
            state.tell_in_turn();
        }
    }
}

impl<S: Steps, T: FnMut(S::Said)> State<S, T> {
    fn tell_in_turn(&mut self) {
        while let Some(said) = self.waiting.remove(&self.told) {
            self.told += 1;
            (self.tell)(said);
        }
    }
}

/// Sends the others home where this thread panics: they would wait for ever for what it has taken.
struct Alarm<'c, 'a, S: Steps, T: FnMut(S::Said)>(&'c Crew<'a, S, T>);

impl<S: Steps, T: FnMut(S::Said)> Drop for Alarm<'_, '_, S, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.state().broken = true;
        }
    }
}

/// Helps another thread with its document, or sleeps a little.
fn rest() {
    if rayon::yield_now() != Some(rayon::Yield::Executed) {
        std::thread::sleep(std::time::Duration::from_micros(NAP));
    }
}
