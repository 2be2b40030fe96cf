// Job DSL, run by configuration as code.
pipelineJob('pipeline') {
    description('Runs src/demo/Jenkinsfile.')
    definition {
        cps {
            script(new File(System.getenv('DEMO_FOLDER'), 'Jenkinsfile').getText('UTF-8'))
            sandbox()
        }
    }
}
freeStyleJob('freestyle') {
    description('Has the build step "Enable a senhasegura MySafe password", and enables password 12 for the build alone.')
    parameters {
        stringParam('PASSWORD_ID', '10', 'Identifier of the password in MySafe')
    }
    wrappers {
        withMysafePassword {
            ids('12')
        }
    }
    steps {
        mysafeEnablePassword {
            id('${PASSWORD_ID}')
        }
    }
}
