using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>What the JSON converter needs of a <see cref="ConstantClass"/>.</summary>
internal interface IServiceConstant<TSelf>
    where TSelf : ConstantClass
{
    /// <summary>Finds the value of a text, or makes one.</summary>
    static abstract TSelf FindValue(string value);
}
