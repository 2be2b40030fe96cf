/**
 * What a Jenkinsfile or the form of a job names: steps, build steps, the build environment, their arguments and checks.
 */
package io.jenkins.plugins.senhasegura.mysafe.step;
