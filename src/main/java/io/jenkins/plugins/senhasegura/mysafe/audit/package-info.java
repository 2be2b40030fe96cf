/** What builds did: the records of each build beside its {@code build.xml}, and the pages of builds and jobs. */
package io.jenkins.plugins.senhasegura.mysafe.audit;
