package hudson.model;

import hudson.model.queue.SubTask;

/** The builds that wait. */
public class Queue implements Saveable {

    Queue() {}

    @Override
    public void save() {
        throw new UnsupportedOperationException("Queue.save needs a real Jenkins");
    }

    /** Something that can be built. */
    public interface Task extends SubTask {}

    /** What an executor runs. */
    public interface Executable extends Runnable {}
}
