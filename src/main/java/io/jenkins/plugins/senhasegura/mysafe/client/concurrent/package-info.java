/** Threads and time: the scheduler that is the one clock, the pool for what may block, queues that keep an order. */
package io.jenkins.plugins.senhasegura.mysafe.client.concurrent;
