/**
 * The settings of the controller and of folders, their forms and checks; credentials and who may use which password.
 */
package io.jenkins.plugins.senhasegura.mysafe.config;
