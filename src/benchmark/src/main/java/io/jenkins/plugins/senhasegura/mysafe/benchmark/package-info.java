/**
 * What {@code bin/benchmark} runs: the client beside a bare HttpClient 5 and other rivals, against a server in a process
 * of its own on the loopback interface. Every figure is a ratio, or stands beside a rival's from the same run.
 */
package io.jenkins.plugins.senhasegura.mysafe.benchmark;
